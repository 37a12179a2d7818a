namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary>How long it takes to learn from every sound once, from the time of a training step measured here.</summary>
/// <param name="Model">What was measured.</param>
/// <param name="SecondsPerStep">The time of a training step of one sound: the shortest of a few.</param>
/// <param name="Sounds">The number of sounds.</param>
internal sealed record EpochEstimate(string Model, double SecondsPerStep, int Sounds)
{
    /// <summary>Gets the estimate, in seconds.</summary>
    public double Seconds => SecondsPerStep * Sounds;
}
