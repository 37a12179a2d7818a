namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>The settings of the optimiser that do not change while it works. The defaults are the reference's.</summary>
public sealed record AdamWOptions
{
    /// <summary>Gets how much of the mean gradient each step keeps, from 0 to below 1.</summary>
    /// <value>0.95.</value>
    public double Beta1 { get; init; } = 0.95;

    /// <summary>Gets how much of the mean squared gradient each step keeps, from 0 to below 1.</summary>
    /// <value>0.999.</value>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Gets what is added to the root of the mean squared gradient, above 0.</summary>
    /// <value>1e-6.</value>
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>Gets the share of each weight that a step takes away for each unit of the rate, at least 0.</summary>
    /// <value>1e-3.</value>
    public double WeightDecay { get; init; } = 1e-3;

    /// <summary>Gets the norm of all gradients together to which longer ones are shortened; null for no limit.</summary>
    /// <value>Null, as in the reference.</value>
    public double? Clip { get; init; }
}
