using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Zoo;

/// <summary>A model in memory with what its files say about using it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Settings">The sampling settings that the files recommend; null for none.</param>
public sealed record LoadedModel(IDiffusionModel Model, SamplingSettings? Settings = null)
{
    /// <summary>
    /// Gets the exact version of the files (a commit, a hash). Where the source names none, the format may give a hash of the weights; the
    /// zoo fills in the source's.
    /// </summary>
    public string? Revision { get; init; }
}
