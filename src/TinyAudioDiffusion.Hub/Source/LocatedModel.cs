using TinyAudioDiffusion.Hub.Listing;

namespace TinyAudioDiffusion.Hub.Source;

/// <summary>A model whose exact version and files are known.</summary>
/// <param name="Repository">The repository at its commit.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Files">The files that make the model.</param>
/// <param name="Sha256">The pinned hash of the weights; null where there is none.</param>
internal sealed record LocatedModel(HubRepository Repository, string Commit, ModelFileChoice Files, string? Sha256);
