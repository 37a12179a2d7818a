namespace TinyAudioDiffusion.Training.Data;

/// <summary>A file of a data set that was left out.</summary>
/// <param name="Path">The path below the data set's folder, with "/" between folders.</param>
/// <param name="Kind">Why, for a program.</param>
/// <param name="Reason">Why, and what to do, for a person; the end of a sentence that begins with the path.</param>
public sealed record SkippedFile(string Path, SkipReason Kind, string Reason);
