namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>
/// The settings of the validation: the loss of the averaged weights on sounds that the training does not learn from, at fixed noise levels
/// and with fixed noise.
/// </summary>
public sealed record ValidationOptions
{
    /// <summary>Gets the number of steps between two validations; 0 for no validation.</summary>
    /// <value>500.</value>
    public int Interval { get; init; } = 500;

    /// <summary>Gets how many noisy sounds are predicted, each at a noise level of its own from an even grid; at least 1.</summary>
    /// <value>64.</value>
    public int Clips { get; init; } = 64;
}
