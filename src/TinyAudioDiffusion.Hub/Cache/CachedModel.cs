namespace TinyAudioDiffusion.Hub;

/// <summary>A repository of which the cache holds something.</summary>
/// <param name="Id">The repository.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="SizeInBytes">What it takes on the disk, partial downloads included.</param>
/// <param name="Commits">The commits of which files are there.</param>
/// <param name="IsWeightsOnly">Whether only the needed weights were fetched, into a folder of the library's own layout.</param>
public sealed record CachedModel(string Id, string Folder, long SizeInBytes, IReadOnlyList<string> Commits, bool IsWeightsOnly);
