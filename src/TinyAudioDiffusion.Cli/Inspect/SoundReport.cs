using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>The document of <c>tad inspect --json</c> for a WAV file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Channels">The number of channels.</param>
/// <param name="SampleRate">The sample rate in hertz.</param>
/// <param name="Length">The number of samples of each channel.</param>
/// <param name="Seconds">The duration.</param>
/// <param name="Id">The id that makes the sound again; null where the file carries no recipe.</param>
/// <param name="Recipe">How the sound was made; null where the file carries no recipe.</param>
internal sealed record SoundReport(string Path, int Channels, int SampleRate, long Length, double Seconds, string? Id, GenerationRecipe? Recipe)
{
    /// <summary>Finds out whether a file begins as a RIFF file, as every WAV file does and no model.</summary>
    public static bool IsSound(string path)
    {
        if (!File.Exists(path))
            return false;
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("RIFF"u8);
    }

    /// <summary>Reads the header and the recipe of a WAV file.</summary>
    /// <exception cref="AudioFormatException">It cannot be read, or its recipe is damaged.</exception>
    public static SoundReport Of(string path)
    {
        using var stream = File.OpenRead(path);
        var sound = WavReader.Describe(stream, path);
        var recipe = GenerationRecipe.FindInWav(path);
        var seconds = Math.Round((double)sound.Frames / sound.SampleRate, 6);
        var id = recipe is null ? null : SoundId.Format(recipe);
        return new SoundReport(path, sound.Channels, sound.SampleRate, sound.Frames, seconds, id, recipe);
    }
}
