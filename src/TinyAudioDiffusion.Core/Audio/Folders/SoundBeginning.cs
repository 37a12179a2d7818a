namespace TinyAudioDiffusion.Audio.Folders;

/// <summary>The beginning of a sound file, or the reason why the file is left out.</summary>
/// <param name="File">What the file holds; null for a file that is left out.</param>
/// <param name="Clip">The samples; null for a file that is left out.</param>
/// <param name="Skipped">The reason why the file is left out; null for one that is not.</param>
public sealed record SoundBeginning(AudioFileInfo? File, AudioClip? Clip, SkippedFile? Skipped = null);
