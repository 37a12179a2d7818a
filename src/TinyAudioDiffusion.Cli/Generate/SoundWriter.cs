namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>Writes sounds into a folder, each as a file that is named by what it is and its seed.</summary>
/// <param name="folder">The folder; it is created.</param>
/// <param name="name">The first part of every file's name.</param>
/// <param name="encoding">How samples are stored.</param>
/// <param name="format">The format of the files, which is their extension as well: "wav" or "flac".</param>
internal sealed class SoundWriter(string folder, string name, SampleEncoding encoding, string format)
{
    /// <summary>Writes one sound.</summary>
    /// <param name="clip">The sound.</param>
    /// <param name="number">The sound's number, where several have the same seed; null where the seed tells them apart.</param>
    public SoundFile Save(AudioClip clip, int? number = null)
    {
        var seed = SoundFile.SeedOf(clip) is { } known ? $"-{known}" : "";
        var path = Path.Combine(folder, $"{name}{seed}{(number is null ? "" : $"-{number}")}.{format}");
        clip.Save(path, encoding);
        return SoundFile.Of(path, clip, encoding);
    }
}
