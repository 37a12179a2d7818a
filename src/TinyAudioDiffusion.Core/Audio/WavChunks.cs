using System.Buffers.Binary;

namespace TinyAudioDiffusion.Audio;

/// <summary>Where the chunks that matter lie in a WAV file. Sizes in the file are claims: what is kept fits the stream.</summary>
internal readonly record struct WavChunks(WavFormat Format, long DataOffset, long DataSize)
{
    private const uint StreamingSize = 0xFFFFFFFF;

    /// <summary>Finds the format and the samples in a seekable stream, counted from <paramref name="start"/>.</summary>
    public static WavChunks Find(Stream stream, long start, string file)
    {
        Span<byte> header = stackalloc byte[12];
        stream.Position = start;
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            throw new AudioFormatException(file, null, "this is not a WAV file: it ends within the first 12 bytes.");
        RequireWav(header, file);
        var riffSize = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);

        WavFormat? format = null;
        (long Offset, long Size)? data = null;
        var position = start + 12;
        while ((format is null || data is null) && TryReadHeader(stream, position, header[..8]))
        {
            var content = position + 8;
            var left = stream.Length - content;
            var size = (long)BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (header[..4].SequenceEqual("fmt "u8) && format is null)
            {
                format = ReadFormat(stream, Math.Min(size, left), file);
            }
            else if (header[..4].SequenceEqual("data"u8) && data is null)
            {
                // A recorder that could not go back leaves 0 or all ones; a size of 0 is believed only where the file goes on after it.
                var toTheEnd = size == StreamingSize || (size == 0 && (riffSize == StreamingSize || riffSize <= content - start - 8));
                size = toTheEnd ? left : size;
                data = (content, Math.Min(size, left));
            }

            position = content + size + (size & 1); // chunks start at even offsets
        }

        if (format is null)
            throw new AudioFormatException(file, null, "there is no chunk \"fmt \", so nothing says what the samples are.");
        if (data is null)
            throw new AudioFormatException(file, null, "there is no chunk \"data\", so there are no samples.");
        return new WavChunks(format.Value, data.Value.Offset, data.Value.Size);
    }

    private static bool TryReadHeader(Stream stream, long position, Span<byte> header)
    {
        if (position > stream.Length - header.Length)
            return false;
        stream.Position = position;
        return stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length;
    }

    private static WavFormat ReadFormat(Stream stream, long size, string file)
    {
        Span<byte> chunk = stackalloc byte[WavFormat.LargestSize];
        chunk = chunk[..(int)Math.Min(size, WavFormat.LargestSize)];
        return WavFormat.Parse(chunk[..stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false)], file);
    }

    private static void RequireWav(ReadOnlySpan<byte> header, string file)
    {
        var id = header[..4];
        var type = header[8..12];
        if (id.SequenceEqual("RF64"u8) || id.SequenceEqual("BW64"u8) || id.SequenceEqual("riff"u8))
            throw new AudioFormatException(file, null, "64-bit WAV files (RF64, BW64, Wave64) are not supported; save it as plain WAV.");
        if (id.SequenceEqual("RIFX"u8))
            throw new AudioFormatException(file, null, "big-endian WAV files (RIFX) are not supported; save it as plain WAV.");
        if (!id.SequenceEqual("RIFF"u8) || !type.SequenceEqual("WAVE"u8))
            throw new AudioFormatException(file, null, "this is not a WAV file: it does not begin with RIFF and WAVE.");
    }
}
