namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>A file that may be a sound.</summary>
/// <param name="Path">The path below the data set's folder, with "/" between folders.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Label">Its class; null for none.</param>
internal sealed record ListedSound(string Path, string FullPath, string? Label);
