namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>The way in which the moving average of the weights follows them.</summary>
public enum MovingAverageKind
{
    /// <summary>
    /// As in the reference: called once for each pass, before the step; every tenth call acts; those up to the hundredth copy, later ones
    /// average with a decay that grows to its most.
    /// </summary>
    Reference,

    /// <summary>Once after each step, with a decay of (1 + n) / (10 + n) after n steps until it reaches its most.</summary>
    EveryStep,
}
