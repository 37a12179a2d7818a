using System.Runtime.Versioning;
using NAudio.Wave;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.NAudio.Files;

namespace TinyAudioDiffusion.NAudio;

/// <summary>
/// The kinds of sound files that this package reads beside those of the library: MP3, Ogg Vorbis and, on Windows, AAC and WMA.
/// </summary>
/// <remarks>MP3 and Ogg Vorbis need nothing but this package, on every system. AAC and WMA are read by Media Foundation.</remarks>
public static class SoundFiles
{
    // Stands first, because the next property's value is made of it.
    internal static IReadOnlyList<IAudioFormat> Own { get; } = [.. Managed(), .. OperatingSystem.IsWindows() ? Windows() : []];

    /// <summary>
    /// Gets all kinds of sound files: those of this package and the built-in ones, for what takes <see cref="AudioFormats"/>.
    /// </summary>
    public static AudioFormats Formats { get; } = new(Own);

    private static IEnumerable<DecodedFormat> Managed()
    {
        yield return new DecodedFormat("mp3", "an MP3 file", Mp3Decoder.Recognizes, (stream, _) => new Mp3Decoder(stream), ".mp3");
        yield return new DecodedFormat(
            "ogg", "an Ogg Vorbis file", VorbisDecoder.Recognizes, (stream, _) => new VorbisDecoder(stream), ".ogg", ".oga");
    }

    [SupportedOSPlatform("windows")]
    private static IEnumerable<DecodedFormat> Windows()
    {
        yield return new DecodedFormat(
            "media-foundation", "a sound", IsMediaFoundations,
            (stream, file) => new WaveStreamDecoder(new StreamMediaFoundationReader(
                stream, new MediaFoundationReader.MediaFoundationReaderSettings { RequestFloatOutput = true },
                    originName: Path.GetFileName(file))),
            ".m4a", ".aac", ".wma");
    }

    // MPEG-4, ASF, and AAC in ADTS frames.
    private static bool IsMediaFoundations(ReadOnlySpan<byte> start)
        => start.Length > 12
            && (start[4..8].SequenceEqual("ftyp"u8)
                || start.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11])
                || (start[0] == 0xFF && (start[1] & 0xF6) == 0xF0));
}
