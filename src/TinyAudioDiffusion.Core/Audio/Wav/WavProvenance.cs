using System.Buffers.Binary;
using System.Text;

namespace TinyAudioDiffusion.Audio.Wav;

/// <summary>
/// The provenance of a sound as chunks of a WAV file: a LIST chunk of INFO for people and players, and a chunk "tadr" with JSON for
/// programs.
/// Both follow the samples, where every reader skips what it does not know.
/// </summary>
internal static class WavProvenance
{
    /// <summary>Makes the bytes that follow the samples; none for a sound without provenance.</summary>
    public static byte[] ToChunks(AudioProvenance? provenance)
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
