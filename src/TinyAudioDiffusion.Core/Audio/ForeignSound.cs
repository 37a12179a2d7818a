namespace TinyAudioDiffusion.Audio;

/// <summary>Names files that no format reads, and ways to convert them.</summary>
internal static class ForeignSound
{
    private const string Sox = "sox";
    private const string Ffmpeg = "ffmpeg -i";

    // What it is, how its bytes begin (with an offset), and the program that converts it; null where it is no sound.
    private static readonly (string Name, int Offset, byte[] Bytes, string? Converter)[] _kinds =
    [
        ("big-endian WAV (RIFX)", 0, [.. "RIFX"u8], Sox),
        ("Wave64 (Sony)", 0, [.. "riff"u8, 0x2E, 0x91, 0xCF, 0x11], Ffmpeg),
        ("an AVI film", 8, [.. "AVI "u8], Ffmpeg),
        ("a MIDI file in a RIFF file", 8, [.. "RMID"u8], null),
        ("Ogg Opus", 28, [.. "OpusHead"u8], Ffmpeg),
        ("Ogg Vorbis", 28, [0x01, .. "vorbis"u8], Sox),
        ("FLAC in an Ogg file", 28, [0x7F, .. "FLAC"u8], Ffmpeg),
        ("Ogg", 0, [.. "OggS"u8], Ffmpeg),
        ("MPEG-4 audio (M4A: AAC or ALAC)", 4, [.. "ftyp"u8], Ffmpeg),
        ("Windows Media (WMA)", 0, [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], Ffmpeg),
        ("Matroska or WebM", 0, [0x1A, 0x45, 0xDF, 0xA3], Ffmpeg),
        ("Apple Core Audio (CAF)", 0, [.. "caff"u8], Ffmpeg),
        ("Sun/NeXT audio (AU)", 0, [.. ".snd"u8], Sox),
        ("8SVX (Amiga)", 8, [.. "8SVX"u8], Sox),
        ("AMR", 0, [.. "#!AMR"u8], Ffmpeg),
        ("Monkey's Audio", 0, [.. "MAC "u8], Ffmpeg),
        ("WavPack", 0, [.. "wvpk"u8], Ffmpeg),
        ("True Audio", 0, [.. "TTA"u8], Ffmpeg),
        ("DSD audio", 0, [.. "DSD "u8], Ffmpeg),
        ("a NIST SPHERE file", 0, [.. "NIST_1A"u8], Sox),
        ("a ReCycle file", 8, [.. "REX2"u8], null),
        ("a MIDI file", 0, [.. "MThd"u8], null),
        ("a ZIP archive (or a PyTorch checkpoint)", 0, [.. "PK"u8, 3, 4], null),
        ("compressed with gzip", 0, [0x1F, 0x8B], null),
        ("a RAR archive", 0, [.. "Rar!"u8], null),
        ("a PNG image", 0, [0x89, .. "PNG"u8], null),
        ("a JPEG image", 0, [0xFF, 0xD8, 0xFF], null),
        ("a PDF document", 0, [.. "%PDF"u8], null),
        ("a safetensors file", 8, [.. "{\""u8], null),
        ("a pointer of Git LFS, whose content was not fetched", 0, [.. "version https://git-lfs"u8], null),
        ("a web page", 0, [.. "<!DOCTYPE"u8], null),
        ("a web page", 0, [.. "<html"u8], null),
        ("XML", 0, [.. "<?xml"u8], null),
        ("MP3", 0, [.. "ID3"u8], Sox),
    ];

    /// <summary>
    /// Says what a file is and what to do, as the rest of a sentence, and whether the file is a sound of a kind that is not read.
    /// </summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <param name="name">The file's path or name.</param>
    public static (string Reason, bool IsSound) Describe(ReadOnlySpan<byte> start, string name)
    {
        if (start.IsEmpty)
            return ("the file is empty.", false);
        foreach (var (kind, offset, bytes, converter) in _kinds)
        {
            if (start.Length >= offset + bytes.Length && start.Slice(offset, bytes.Length).SequenceEqual(bytes))
            {
                return converter is null
                    ? ($"this is no sound file but {kind}.", false)
                    : ($"this is {kind}, which is not read; {Convert(converter, name)}", true);
            }
        }

        if (start.Length > 2 && start[0] == 0xFF && (start[1] & 0xE0) == 0xE0)
            return ($"this seems to be MP3 or AAC, which is not read; {Convert(Ffmpeg, name)}", true);
        if (!start.ContainsAnyExcept((byte)0))
            return ("this is no sound file: it begins with nothing but zeros.", false);
        if (!start.ContainsAnyInRange((byte)0, (byte)8) && !start.ContainsAnyInRange((byte)14, (byte)31))
            return ("this is no sound file but a text.", false);
        return ($"this is no sound file that is known; if it is one, {Convert(Ffmpeg, name)}", false);
    }

    private static string Convert(string converter, string name)
    {
        var file = Path.GetFileName(name);
        return $"convert it: {converter} \"{file}\" \"{Path.GetFileNameWithoutExtension(file)}-converted.wav\".";
    }
}
