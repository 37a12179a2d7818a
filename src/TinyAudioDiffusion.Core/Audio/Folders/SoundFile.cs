namespace TinyAudioDiffusion.Audio.Folders;

/// <summary>A file of a <see cref="SoundFolder"/> that is a sound by its name.</summary>
/// <param name="Path">The path below the folder, with "/" between folders.</param>
/// <param name="FullPath">The path on this machine.</param>
/// <param name="Label">The class of the sound; null for none.</param>
public sealed record SoundFile(string Path, string FullPath, string? Label)
{
    /// <summary>Gets the text that describes the sound; null for none.</summary>
    public string? Caption { get; init; }
}
