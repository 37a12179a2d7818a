using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>The document of <c>tad inspect --json</c> for a sound file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">The kind of file: "wav" or "flac", for example.</param>
/// <param name="Channels">The number of channels.</param>
/// <param name="SampleRate">The sample rate in hertz.</param>
/// <param name="Length">The number of samples of each channel.</param>
/// <param name="Seconds">The duration.</param>
/// <param name="Warnings">What a reader leaves out or mends.</param>
/// <param name="Id">The id that makes the sound again; null where the file carries no recipe.</param>
/// <param name="Recipe">How the sound was made; null where the file carries no recipe.</param>
internal sealed record SoundReport(
    string Path, string Format, int Channels, int SampleRate, long Length, double Seconds, IReadOnlyList<string> Warnings, string? Id,
    GenerationRecipe? Recipe)
{
    /// <summary>Finds out whether a file is a sound, by its content or by its name.</summary>
    public static bool IsSound(string path, AudioFormats formats)
    {
        if (!File.Exists(path))
            return false;
        using var stream = File.OpenRead(path);
        return formats.Find(stream) is not null || SoundFolder.IsSoundName(path, formats);
    }

    /// <summary>Reads the header and the recipe of a sound file.</summary>
    /// <exception cref="AudioFormatException">It cannot be read, or its recipe is damaged.</exception>
    public static SoundReport Of(string path, AudioFormats formats)
    {
        var sound = formats.Describe(path);
        var recipe = GenerationRecipe.FindInFile(path, formats);
        var seconds = Math.Round((double)sound.Frames / sound.SampleRate, 6);
        var id = recipe is null ? null : SoundId.Format(recipe);
        return new SoundReport(path, sound.Format, sound.Channels, sound.SampleRate, sound.Frames, seconds, sound.Warnings, id, recipe);
    }
}
