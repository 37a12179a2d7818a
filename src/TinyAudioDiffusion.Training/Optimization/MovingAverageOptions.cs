namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>The settings of the moving average of the weights.</summary>
public sealed record MovingAverageOptions
{
    /// <summary>Gets the way in which the average follows the weights.</summary>
    /// <value><see cref="MovingAverageKind.EveryStep"/>.</value>
    public MovingAverageKind Kind { get; init; } = MovingAverageKind.EveryStep;

    /// <summary>
    /// Gets the largest decay: the share of the average that an update keeps, from 0 to below 1. The reference has 0.995.
    /// </summary>
    /// <value>0.999.</value>
    public double Decay { get; init; } = 0.999;

    /// <summary>Gets the power by which the reference's decay grows: 1 - n^-power. Not used by the other kind.</summary>
    /// <value>0.7.</value>
    public double Power { get; init; } = 0.7;

    /// <summary>Gets the settings of the reference.</summary>
    public static MovingAverageOptions Reference { get; } = new() { Kind = MovingAverageKind.Reference, Decay = 0.995 };
}
