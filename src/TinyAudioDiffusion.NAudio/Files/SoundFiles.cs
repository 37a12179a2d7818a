using System.Runtime.Versioning;
using NAudio.Wave;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.NAudio.Files;

namespace TinyAudioDiffusion.NAudio;

/// <summary>Reads sound files of the kinds that have a decoder here.</summary>
/// <remarks>
/// WAV, AIFF (PCM), MP3 and Ogg Vorbis need nothing but this package, on every system. Windows adds AAC and WMA by Media Foundation.
/// </remarks>
public static class SoundFiles
{
    private const int MostMinutes = 10;

    private static readonly DecodedFormat[] _formats = [.. Managed(), .. OperatingSystem.IsWindows() ? Windows() : []];

    /// <summary>
    /// Gets the kinds of files that are read beside WAV, for what takes an <see cref="IAudioFormat"/>: the folders of a training.
    /// </summary>
    public static IReadOnlyList<IAudioFormat> Formats => _formats;

    /// <summary>Reads a file; its extension says of which kind it is.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The sound, at the file's own rate, without a recipe.</returns>
    /// <exception cref="AudioFormatException">
    /// The file is not what its extension says, or of a kind that is not read here; or it is compressed and lasts longer than ten minutes.
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static AudioClip Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var extension = Path.GetExtension(path);
        if (IsOneOf(extension, [".wav", ".wave"]))
            return WavReader.Read(path);
        var format = Array.Find(_formats, format => IsOneOf(extension, format.Extensions)) ?? throw new AudioFormatException(
            path, null, $"files with the extension \"{extension}\" are not read on this system; .wav, "
                + $"{string.Join(", ", _formats.SelectMany(format => format.Extensions))} are.");

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var (clip, ended) = format.Read(stream, (long)MostMinutes * 60 * format.Describe(stream, path).SampleRate, path);
        return ended ? clip : throw new AudioFormatException(
            path, null, $"it lasts longer than {MostMinutes} minutes, more than a sound should; cut it first.");
    }

    private static IEnumerable<DecodedFormat> Managed()
    {
        yield return new DecodedFormat("an AIFF file", (stream, _) => new WaveStreamDecoder(new AiffFileReader(stream)), ".aif", ".aiff");
        yield return new DecodedFormat("an MP3 file", (stream, _) => new Mp3Decoder(stream), ".mp3");
        yield return new DecodedFormat("an Ogg Vorbis file", (stream, _) => new VorbisDecoder(stream), ".ogg", ".oga");
    }

    [SupportedOSPlatform("windows")]
    private static IEnumerable<DecodedFormat> Windows()
    {
        yield return new DecodedFormat(
            "a sound",
            (stream, file) => new WaveStreamDecoder(new StreamMediaFoundationReader(
                stream, new MediaFoundationReader.MediaFoundationReaderSettings { RequestFloatOutput = true },
                    originName: Path.GetFileName(file))),
            ".m4a", ".aac", ".wma");
    }

    private static bool IsOneOf(string extension, IReadOnlyList<string> extensions)
        => extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);
}
