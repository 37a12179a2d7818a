using System.Buffers.Binary;

namespace TinyAudioDiffusion.Audio.Samples;

/// <summary>Samples between their stored forms and float; integers of n bits map to [-1, 1) by 2^(n-1).</summary>
internal static class SampleCodec
{
    private const float Scale8 = 1f / 128;
    private const float Scale16 = 1f / 32768;
    private const float Scale24 = 1f / 8388608;
    private const double Scale32 = 1.0 / 2147483648;

    /// <summary>Decodes whole frames into planar samples, from the frame <paramref name="firstFrame"/> on.</summary>
    public static void Decode(ReadOnlySpan<byte> frames, SampleLayout layout, int channels, Span<float> planar, int length, int firstFrame)
    {
        var bytesPerFrame = channels * layout.Bytes;
        var count = frames.Length / bytesPerFrame;
        for (var channel = 0; channel < channels; channel++)
        {
            var samples = planar.Slice((channel * length) + firstFrame, count);
            for (var i = 0; i < count; i++)
                samples[i] = DecodeOne(frames.Slice((i * bytesPerFrame) + (channel * layout.Bytes), layout.Bytes), layout);
        }
    }

    /// <summary>
    /// Encodes one sample; rounds to the nearest (ties to even), clamps to full scale, and stores NaN as 0 where integers are stored.
    /// </summary>
    public static void EncodeOne(float sample, SampleEncoding encoding, Span<byte> bytes)
    {
        switch (encoding)
        {
            case SampleEncoding.Pcm16:
                BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)ToInteger(sample, 16));
                break;
            case SampleEncoding.Pcm24:
                var value = ToInteger(sample, 24);
                bytes[0] = (byte)value;
                bytes[1] = (byte)(value >> 8);
                bytes[2] = (byte)(value >> 16);
                break;
            default:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, sample);
                break;
        }
    }

    /// <summary>
    /// Rounds a sample to an integer of so many bits, at most 24: to the nearest (ties to even), clamped to full scale, NaN as 0.
    /// </summary>
    public static int ToInteger(float sample, int bits)
    {
        var fullScale = 1 << (bits - 1);
        return float.IsNaN(sample) ? 0 : (int)Math.Clamp(Math.Round((double)sample * fullScale), -fullScale, fullScale - 1);
    }

    private static float DecodeOne(ReadOnlySpan<byte> bytes, SampleLayout layout) => (layout.Kind, layout.Bytes) switch
    {
        (SampleKind.Unsigned, _) => (bytes[0] - 128) * Scale8,
        (SampleKind.MuLaw, _) => CompandedSamples.MuLaw[bytes[0]],
        (SampleKind.ALaw, _) => CompandedSamples.ALaw[bytes[0]],
        (SampleKind.Signed, 1) => (sbyte)bytes[0] * Scale8,
        (SampleKind.Signed, 2) => Int16(bytes, layout.IsBigEndian) * Scale16,
        (SampleKind.Signed, 3) => Int24(bytes, layout.IsBigEndian) * Scale24,
        (SampleKind.Signed, _) => (float)(Int32(bytes, layout.IsBigEndian) * Scale32),
        (_, 4) => layout.IsBigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => (float)(layout.IsBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
    };

    private static int Int16(ReadOnlySpan<byte> bytes, bool isBigEndian)
        => isBigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes);

    private static int Int24(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        var (low, high) = isBigEndian ? (bytes[2], bytes[0]) : (bytes[0], bytes[2]);
        return (low | (bytes[1] << 8) | (high << 16)) << 8 >> 8;
    }

    private static int Int32(ReadOnlySpan<byte> bytes, bool isBigEndian)
        => isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);
}
