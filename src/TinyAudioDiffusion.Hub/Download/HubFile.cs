namespace TinyAudioDiffusion.Hub;

/// <summary>A file of a repository on this machine.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Commit">The commit that it belongs to.</param>
/// <param name="FromCache">Whether it was there already.</param>
public sealed record HubFile(string Path, string Commit, bool FromCache);
