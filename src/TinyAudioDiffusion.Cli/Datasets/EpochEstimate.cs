namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary>The time of an epoch on this machine, estimated from measured training steps.</summary>
/// <param name="Model">The model that was measured.</param>
/// <param name="SecondsPerStep">The time of a training step of one sound: the shortest of a few measurements.</param>
/// <param name="Sounds">The number of sounds.</param>
internal sealed record EpochEstimate(string Model, double SecondsPerStep, int Sounds)
{
    /// <summary>Gets the estimate, in seconds.</summary>
    public double Seconds => SecondsPerStep * Sounds;
}
