using System.Buffers.Binary;
using System.Text;

namespace TinyAudioDiffusion.Tests.Audio;

/// <summary>Builds WAV files byte by byte, right or wrong.</summary>
internal static class WavBytes
{
    private static readonly byte[] _subFormatTail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    public static byte[] File(params byte[][] chunks)
    {
        var body = chunks.SelectMany(chunk => chunk).ToArray();
        return [.. "RIFF"u8, .. UInt32((uint)(body.Length + 4)), .. "WAVE"u8, .. body];
    }

    public static byte[] Chunk(string id, byte[] content, uint? size = null)
        => [.. Encoding.ASCII.GetBytes(id), .. UInt32(size ?? (uint)content.Length), .. content, .. new byte[content.Length & 1]];

    public static byte[] Format(int tag = 1, int channels = 1, uint rate = 44100, int bits = 16, int? blockAlign = null)
    {
        var align = blockAlign ?? channels * bits / 8;
        return Chunk("fmt ",
            [.. UInt16(tag), .. UInt16(channels), .. UInt32(rate), .. UInt32((uint)(rate * align)), .. UInt16(align), .. UInt16(bits)]);
    }

    public static byte[] ExtensibleFormat(int tag, int channels, int bits, byte[]? subFormatTail = null) => Chunk("fmt ",
    [
        .. Format(0xFFFE, channels, 48000, bits)[8..24],
        .. UInt16(22), .. UInt16(bits), .. UInt32(0), .. UInt16(tag), .. subFormatTail ?? _subFormatTail,
    ]);

    public static byte[] Data(params byte[] content) => Chunk("data", content);

    /// <summary>Stores samples in any supported form, by the plainest code.</summary>
    public static byte[] Encode(double[] samples, int bits, bool isFloat) => samples.SelectMany(sample => (isFloat, bits) switch
    {
        (true, 32) => BitConverter.GetBytes((float)sample),
        (true, _) => BitConverter.GetBytes(sample),
        (false, 8) => [(byte)((sample * 128) + 128)],
        _ => BitConverter.GetBytes((int)(sample * Math.Pow(2, bits - 1)))[..(bits / 8)],
    }).ToArray();

    public static byte[] UInt16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
