using System.Buffers.Binary;
using System.Text;
using TinyAudioDiffusion.Recipes;

namespace TinyAudioDiffusion.Audio.Wav;

/// <summary>
/// The notes on a sound as chunks of a WAV file: a LIST chunk of INFO for people and players, and a chunk "tadr" with JSON for the library.
/// Both
/// follow the samples, where every reader skips what it does not know.
/// </summary>
internal static class WavNotes
{
    /// <summary>Makes the bytes to put after the samples; none for a sound without a recipe.</summary>
    public static byte[] Of(AudioClip clip)
    {
        if (SoundNotes.Of(clip) is not { } notes)
            return [];
        using var stream = new MemoryStream();
        using (var info = new MemoryStream())
        {
            info.Write("INFO"u8);
            WriteChunk(info, "ISFT"u8, Text(notes.Software));
            WriteChunk(info, "ICMT"u8, Text(notes.Comment));
            if (notes.Licence is { } licence)
                WriteChunk(info, "ICOP"u8, Text(licence));
            WriteChunk(stream, "LIST"u8, info.ToArray());
        }

        WriteChunk(stream, "tadr"u8, notes.Recipe);
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
