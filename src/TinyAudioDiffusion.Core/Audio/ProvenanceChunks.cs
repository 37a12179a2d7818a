using System.Buffers.Binary;
using System.Text;

namespace TinyAudioDiffusion.Audio;

/// <summary>
/// The provenance of a sound inside a WAV file: a LIST chunk of INFO for people and players, and a chunk "tadr" with JSON for programs.
/// Both follow the samples, where every reader skips what it does not know.
/// </summary>
internal static class ProvenanceChunks
{
    /// <summary>How messages name the chunk with the JSON.</summary>
    public const string Place = "chunk \"tadr\"";

    private const int LargestSize = 1 << 20;

    /// <summary>Makes the bytes that follow the samples; none for a sound without provenance.</summary>
    public static byte[] Write(AudioProvenance? provenance)
    {
        if (provenance is null)
            return [];
        using var stream = new MemoryStream();
        using (var info = new MemoryStream())
        {
            info.Write("INFO"u8);
            WriteChunk(info, "ISFT"u8, Text(provenance.Software));
            WriteChunk(info, "ICMT"u8, Text(provenance.Comment));
            if (provenance.Licence is { } licence)
                WriteChunk(info, "ICOP"u8, Text(licence));
            WriteChunk(stream, "LIST"u8, info.ToArray());
        }

        WriteChunk(stream, "tadr"u8, provenance.ToJson());
        return stream.ToArray();
    }

    /// <summary>Finds the JSON of a file; null where there is none.</summary>
    public static byte[]? FindJson(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var chunks = WavChunks.Find(stream, 0, path);
        var position = chunks.DataOffset + chunks.DataSize;
        position += position & 1;
        Span<byte> header = stackalloc byte[8];
        while (position <= stream.Length - header.Length)
        {
            stream.Position = position;
            stream.ReadExactly(header);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (header[..4].SequenceEqual("tadr"u8))
                return Read(stream, size, path);
            position += 8 + size + (size & 1);
        }

        return null;
    }

    private static byte[] Read(FileStream stream, long size, string path)
    {
        if (size > LargestSize || size > stream.Length - stream.Position)
            throw new AudioFormatException(path, Place, $"a recipe of {size} bytes does not fit; the file is cut or damaged.");
        var bytes = new byte[size];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private static void WriteChunk(MemoryStream stream, ReadOnlySpan<byte> id, ReadOnlySpan<byte> content)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, content.Length);
        stream.Write(id);
        stream.Write(size);
        stream.Write(content);
        if (content.Length % 2 != 0)
            stream.WriteByte(0); // chunks end at even offsets
    }
}
