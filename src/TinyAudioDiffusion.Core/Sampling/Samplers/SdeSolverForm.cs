namespace TinyAudioDiffusion.Sampling;

/// <summary>How <see cref="Dpmpp2MSdeSampler"/> weights the change of its estimate over a step. Both are of second order.</summary>
public enum SdeSolverForm
{
    /// <summary>As if the estimate were that of the middle of the step.</summary>
    Midpoint,

    /// <summary>The exact integral of an estimate that changes evenly.</summary>
    Heun,
}
