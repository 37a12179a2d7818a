namespace TinyAudioDiffusion.Audio.Folders;

/// <summary>A file of a folder of sounds that is left out.</summary>
/// <param name="Path">The path below the folder, with "/" between folders.</param>
/// <param name="Kind">The reason, for a program.</param>
/// <param name="Reason">The reason and what to do, for a person; the end of a sentence that begins with the path.</param>
public sealed record SkippedFile(string Path, SkipReason Kind, string Reason);
