using System.Security.Cryptography;

namespace TinyAudioDiffusion.Tests.Audio;

/// <summary>Builds FLAC files bit by bit, right or wrong, by the plainest code.</summary>
internal sealed class FlacBytes
{
    private readonly List<bool> _bits = [];

    /// <summary>Appends the lowest bits of a value, the highest of them first.</summary>
    public FlacBytes Bits(int count, long value)
    {
        for (var i = count - 1; i >= 0; i--)
            _bits.Add(((value >> i) & 1) != 0);
        return this;
    }

    public FlacBytes Unary(int zeros) => Bits(zeros, 0).Bits(1, 1);

    /// <summary>Appends values in Rice code.</summary>
    public FlacBytes Rice(int parameter, params int[] values)
    {
        foreach (var value in values)
        {
            var folded = value < 0 ? (-2 * value) - 1 : 2 * value;
            Unary(folded >> parameter).Bits(parameter, folded);
        }

        return this;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[(_bits.Count + 7) / 8];
        for (var i = 0; i < _bits.Count; i++)
            bytes[i / 8] |= (byte)(_bits[i] ? 128 >> (i % 8) : 0);
        return bytes;
    }

    /// <summary>A whole file.</summary>
    public static byte[] File(byte[] streamInfo, params byte[][] frames)
        => [.. "fLaC"u8, 0x80, 0, 0, (byte)streamInfo.Length, .. streamInfo, .. frames.SelectMany(frame => frame)];

    public static byte[] StreamInfo(int rate = 44100, int channels = 1, int bits = 16, long frames = 0, byte[]? md5 = null)
        => [.. new FlacBytes().Bits(16, 16).Bits(16, 65535).Bits(48, 0).Bits(20, rate).Bits(3, channels - 1).Bits(5, bits - 1)
            .Bits(36, frames).ToBytes(), .. md5 ?? new byte[16]];

    /// <summary>A frame with a header that repeats nothing of STREAMINFO but the channels, and right checksums.</summary>
    /// <param name="length">The number of samples of each channel, up to 65536.</param>
    /// <param name="assignment">The code of the channels.</param>
    /// <param name="subframes">Appends the subframes.</param>
    public static byte[] Frame(int length, int assignment, Action<FlacBytes> subframes, int bitsCode = 0, int rateCode = 0, int number = 0)
    {
        var header = new FlacBytes().Bits(16, 0xFFF8).Bits(4, 7).Bits(4, rateCode).Bits(4, assignment).Bits(3, bitsCode).Bits(1, 0)
            .Bits(8, number).Bits(16, length - 1).ToBytes();
        var content = new FlacBytes();
        subframes(content);
        byte[] frame = [.. header, Crc(header, 8, 0x07)[0], .. content.ToBytes()];
        return [.. frame, .. Crc(frame, 16, 0x8005)];
    }

    /// <summary>Begins a subframe of a type.</summary>
    public FlacBytes Subframe(int type, int wasted = 0)
    {
        Bits(1, 0).Bits(6, type).Bits(1, wasted > 0 ? 1 : 0);
        return wasted > 0 ? Unary(wasted - 1) : this;
    }

    /// <summary>The MD5 sum of samples of 16 bits.</summary>
    public static byte[] Md5(params short[] samples) => MD5.HashData([.. samples.SelectMany(BitConverter.GetBytes)]);

    // Bit by bit, as the definition says.
    private static byte[] Crc(byte[] bytes, int width, int polynomial)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var out1 = ((crc >> (width - 1)) ^ (value >> bit)) & 1;
                crc = ((crc << 1) & ((1 << width) - 1)) ^ (out1 * polynomial);
            }
        }

        return width == 8 ? [(byte)crc] : [(byte)(crc >> 8), (byte)crc];
    }
}
