namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>
/// How a training is measured on sounds that it does not learn from: with the averaged weights, at fixed noise levels and with fixed noise.
/// </summary>
public sealed record ValidationOptions
{
    /// <summary>Gets after how many steps each; 0 for never.</summary>
    /// <value>500.</value>
    public int Interval { get; init; } = 500;

    /// <summary>Gets how many noisy sounds are predicted, each at a noise level of its own from an even grid; at least 1.</summary>
    /// <value>64.</value>
    public int Clips { get; init; } = 64;
}
