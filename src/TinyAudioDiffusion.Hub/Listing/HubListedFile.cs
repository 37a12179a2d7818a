namespace TinyAudioDiffusion.Hub;

/// <summary>A file that a repository holds.</summary>
/// <param name="Path">Its name, with "/" between folders.</param>
/// <param name="Size">Its size in bytes; null where the Hub does not say.</param>
/// <param name="Sha256">The SHA-256 of a large file; null for a small one.</param>
public sealed record HubListedFile(string Path, long? Size, string? Sha256);
