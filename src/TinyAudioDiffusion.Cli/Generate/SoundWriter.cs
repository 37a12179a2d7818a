namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>Writes sounds into a folder, each as a WAV file that is named by what it is and its seed.</summary>
/// <param name="folder">The folder; it is created.</param>
/// <param name="name">The first part of every file's name.</param>
/// <param name="encoding">How samples are stored.</param>
internal sealed class SoundWriter(string folder, string name, WavEncoding encoding)
{
    /// <summary>Writes one sound.</summary>
    /// <param name="clip">The sound.</param>
    /// <param name="number">The sound's number, where several have the same seed; null where the seed tells them apart.</param>
    public SoundFile Save(AudioClip clip, int? number = null)
    {
        var seed = clip.Recipe is { } recipe ? $"-{recipe.Seed}" : "";
        var path = Path.Combine(folder, $"{name}{seed}{(number is null ? "" : $"-{number}")}.wav");
        clip.Save(path, encoding);
        return SoundFile.Of(path, clip, encoding);
    }
}
