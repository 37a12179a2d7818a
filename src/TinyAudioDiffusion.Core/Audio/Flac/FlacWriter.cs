using System.Buffers.Binary;
using System.Reflection;
using System.Text;
using TinyAudioDiffusion.Audio.Samples;

namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>
/// Writes FLAC files of 16 or 24 bits. Samples are rounded to the nearest and clamped to full scale, without dither, as in WAV files; NaN
/// is
/// stored as 0. A sound with a provenance takes it along: as comments for people and players, and as a block APPLICATION with JSON for
/// programs.
/// </summary>
internal static class FlacWriter
{
    /// <summary>The number of samples of each channel in a frame; the last one may be shorter.</summary>
    public const int BlockSize = 4096;

    private const int MostChannels = 8;
    private const int HighestRate = (1 << 20) - 1;
    private const int StreamInfoBlock = 0;
    private const int ApplicationBlock = 2;
    private const int CommentBlock = 4;

    // The version without the commit, so that equal sounds give equal files.
    private static readonly string _encoder = $"TinyAudioDiffusion {Version()?.Split('+')[0]}";

    public static void Write(Stream stream, AudioClip clip, SampleEncoding encoding, string name)
    {
        var bits = encoding switch
        {
            SampleEncoding.Pcm16 => 16,
            SampleEncoding.Pcm24 => 24,
            SampleEncoding.Float32
                => throw new AudioFormatException(name, null, "FLAC stores integers; choose 16 or 24 bits, or write a WAV file."),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "There is no such encoding."),
        };
        if (clip.Length == 0)
            throw new AudioFormatException(name, null, "a sound without samples cannot be written as FLAC.");
        if (clip.Channels > MostChannels || clip.SampleRate > HighestRate)
        {
            throw new AudioFormatException(
                name,
                null,
                $"{clip.Channels} channels of {clip.SampleRate} Hz do not fit in FLAC: {MostChannels} channels and {HighestRate} Hz do.");
        }

        // The header tells what only the frames know.
        using var frames = new MemoryStream();
        var (info, provenance) = (WriteFrames(frames, clip, bits), clip.Provenance);
        stream.Write("fLaC"u8);
        WriteBlock(stream, StreamInfoBlock, info, isLast: false);
        WriteBlock(stream, CommentBlock, Comments(provenance), isLast: provenance is null);
        if (provenance is not null)
            WriteBlock(stream, ApplicationBlock, [.. "tadr"u8, .. provenance.ToJson()], isLast: true);
        frames.WriteTo(stream);
    }

    private static byte[] WriteFrames(MemoryStream frames, AudioClip clip, int bits)
    {
        var writer = new FlacFrameWriter(clip.SampleRate, bits);
        using var checksum = new FlacChecksum(bits);
        var (smallest, largest) = (int.MaxValue, 0);
        for (var start = 0; start < clip.Length; start += BlockSize)
        {
            var length = Math.Min(BlockSize, clip.Length - start);
            var block = new long[clip.Channels][];
            for (var channel = 0; channel < block.Length; channel++)
            {
                var samples = clip.Channel(channel).Slice(start, length).ToArray();
                block[channel] = Array.ConvertAll(samples, sample => (long)SampleCodec.ToInteger(sample, bits));
            }

            checksum.Add(block, block.Length, length);
            var frame = writer.Encode(start / BlockSize, block);
            (smallest, largest) = (Math.Min(smallest, frame.Length), Math.Max(largest, frame.Length));
            frames.Write(frame);
        }

        return StreamInfo(clip, bits, smallest, largest, checksum.Finish());
    }

    private static byte[] StreamInfo(AudioClip clip, int bits, int smallestFrame, int largestFrame, byte[] md5)
    {
        var writer = new FlacBitWriter();
        writer.Write(16, BlockSize);
        writer.Write(16, BlockSize);
        writer.Write(24, smallestFrame);
        writer.Write(24, largestFrame);
        writer.Write(20, clip.SampleRate);
        writer.Write(3, clip.Channels - 1);
        writer.Write(5, bits - 1);
        writer.Write(36, clip.Length);
        return [.. writer.Bytes, .. md5];
    }

    // Vorbis comments: the only little-endian numbers in the file.
    private static byte[] Comments(AudioProvenance? provenance)
    {
        List<string> fields = [];
        if (provenance is not null)
            fields.AddRange([$"SOFTWARE={provenance.Software}", $"DESCRIPTION={provenance.Comment}"]);
        if (provenance?.Licence is { } licence)
            fields.Add($"LICENSE={licence}");
        return [.. Text(_encoder), .. Size(fields.Count), .. fields.SelectMany(Text)];
    }

    private static string? Version()
        => typeof(FlacWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Size(bytes.Length), .. bytes];
    }

    private static byte[] Size(int size)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, size);
        return bytes;
    }

    private static void WriteBlock(Stream stream, int type, byte[] content, bool isLast)
    {
        Span<byte> header = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, content.Length);
        header[0] = (byte)(type | (isLast ? 0x80 : 0));
        stream.Write(header);
        stream.Write(content);
    }
}
