using System.Runtime.Versioning;
using NAudio.SoundFile;
using NAudio.Wave;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.NAudio.Files;

namespace TinyAudioDiffusion.NAudio;

/// <summary>Reads sound files of the kinds that NAudio knows.</summary>
/// <remarks>
/// WAV and AIFF (PCM) need nothing. On Windows, FLAC, MP3, AAC and WMA are read by Media Foundation; elsewhere, FLAC and MP3 by libsndfile. Ogg Vorbis and Opus need libsndfile
/// everywhere: <c>apt install libsndfile1</c>, <c>brew install libsndfile</c>, or its DLL beside the program on Windows.
/// </remarks>
public static class SoundFiles
{
    private const int MostMinutes = 10;

    private static readonly NAudioFormat[] _formats = [.. OperatingSystem.IsWindows() ? Windows() : Elsewhere()];

    /// <summary>Gets the kinds of files that are read beside WAV, for what takes an <see cref="IAudioFormat"/>: the folders of a training.</summary>
    public static IReadOnlyList<IAudioFormat> Formats => _formats;

    /// <summary>Reads a file; its extension says of which kind it is.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The sound, at the file's own rate, without a recipe.</returns>
    /// <exception cref="AudioFormatException">The file is not what its extension says, or of a kind that is not read here; or it is compressed and lasts longer than ten minutes.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static AudioClip Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var extension = Path.GetExtension(path);
        if (IsOneOf(extension, [".wav", ".wave"]))
            return WavReader.Read(path);
        var format = Array.Find(_formats, format => IsOneOf(extension, format.Extensions)) ?? throw new AudioFormatException(
            path, null, $"files with the extension \"{extension}\" are not read on this system; .wav, {string.Join(", ", _formats.SelectMany(format => format.Extensions))} are.");

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var (clip, ended) = format.Read(stream, (long)MostMinutes * 60 * format.Describe(stream, path).SampleRate, path);
        return ended ? clip : throw new AudioFormatException(path, null, $"it lasts longer than {MostMinutes} minutes, more than a sound should; cut it first.");
    }

    [SupportedOSPlatform("windows")]
    private static IEnumerable<NAudioFormat> Windows()
    {
        yield return Aiff();
        yield return new NAudioFormat(
            "a sound", "Media Foundation is not installed; add the Media Feature Pack to Windows.",
            (stream, file) => new StreamMediaFoundationReader(
                stream, new MediaFoundationReader.MediaFoundationReaderSettings { RequestFloatOutput = true }, originName: Path.GetFileName(file)),
            ".flac", ".mp3", ".m4a", ".aac", ".wma");
        yield return LibSndFile(".ogg", ".opus");
    }

    private static IEnumerable<NAudioFormat> Elsewhere()
    {
        yield return Aiff();
        yield return LibSndFile(".flac", ".mp3", ".ogg", ".opus");
    }

    private static NAudioFormat Aiff() => new("AIFF", "NAudio is not whole.", (stream, _) => new AiffFileReader(stream), ".aif", ".aiff");

    private static NAudioFormat LibSndFile(params string[] extensions)
        => new("a sound", "this needs libsndfile, which is not installed: apt install libsndfile1, or brew install libsndfile.", (stream, _) => new SoundFileReader(stream), extensions);

    private static bool IsOneOf(string extension, IReadOnlyList<string> extensions) => extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);
}
