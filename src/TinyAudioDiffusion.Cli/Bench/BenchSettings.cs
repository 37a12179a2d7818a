using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>The command line of <c>tad bench</c>.</summary>
internal sealed record BenchSettings
{
    /// <summary>Gets the model; without a name, the configuration of the published checkpoints with seeded weights.</summary>
    public required ModelSettings Model { get; init; }

    public required EngineChoice Engine { get; init; }

    /// <summary>Gets how many clips a pass computes at once.</summary>
    public required int Batch { get; init; }

    /// <summary>Gets how many passes, and training steps, are timed.</summary>
    public required int Passes { get; init; }

    /// <summary>Gets whether training steps are measured as well.</summary>
    public bool Trains { get; init; }

    /// <summary>Gets whether they recompute activations in the backward pass.</summary>
    public bool GradientCheckpointing { get; init; }

    public bool AsJson { get; init; }
}
