namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary>How long it takes to learn from every sound once, from the time of a forward pass measured here.</summary>
/// <param name="Model">What was measured.</param>
/// <param name="SecondsPerForward">The time of a forward pass of one sound at a new noise level: the median of a few.</param>
/// <param name="Sounds">The number of sounds.</param>
internal sealed record EpochEstimate(string Model, double SecondsPerForward, int Sounds)
{
    /// <summary>Gets what a training step of one sound costs, in forward passes: the pass itself, and a backward pass of about twice its work.</summary>
    public int ForwardsPerSound { get; } = 3;

    /// <summary>Gets the estimate, in seconds.</summary>
    public double Seconds => SecondsPerForward * ForwardsPerSound * Sounds;
}
