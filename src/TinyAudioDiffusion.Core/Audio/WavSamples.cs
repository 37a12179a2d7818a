using System.Buffers.Binary;

namespace TinyAudioDiffusion.Audio;

/// <summary>Samples between their stored forms and float; integers of n bits map to [-1, 1) by 2^(n-1).</summary>
internal static class WavSamples
{
    private const float Scale8 = 1f / 128;
    private const float Scale16 = 1f / 32768;
    private const float Scale24 = 1f / 8388608;
    private const double Scale32 = 1.0 / 2147483648;

    /// <summary>Decodes whole frames into planar samples, from the frame <paramref name="firstFrame"/> on.</summary>
    public static void Decode(ReadOnlySpan<byte> frames, in WavFormat format, Span<float> planar, int length, int firstFrame)
    {
        var count = frames.Length / format.BytesPerFrame;
        for (var channel = 0; channel < format.Channels; channel++)
        {
            var samples = planar.Slice((channel * length) + firstFrame, count);
            for (var i = 0; i < count; i++)
                samples[i] = DecodeOne(frames[((i * format.BytesPerFrame) + (channel * format.BytesPerSample))..], format);
        }
    }

    /// <summary>Encodes one sample; rounds to the nearest (ties to even), clamps to full scale, and stores NaN as 0 where integers are stored.</summary>
    public static void EncodeOne(float sample, WavEncoding encoding, Span<byte> bytes)
    {
        switch (encoding)
        {
            case WavEncoding.Pcm16:
                BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)Integer(sample, 32768));
                break;
            case WavEncoding.Pcm24:
                var value = Integer(sample, 8388608);
                bytes[0] = (byte)value;
                bytes[1] = (byte)(value >> 8);
                bytes[2] = (byte)(value >> 16);
                break;
            default:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, sample);
                break;
        }
    }

    private static float DecodeOne(ReadOnlySpan<byte> bytes, in WavFormat format) => (format.IsFloat, format.BytesPerSample) switch
    {
        (false, 1) => (bytes[0] - 128) * Scale8, // the only unsigned one
        (false, 2) => BinaryPrimitives.ReadInt16LittleEndian(bytes) * Scale16,
        (false, 3) => ((bytes[0] | (bytes[1] << 8) | (bytes[2] << 16)) << 8 >> 8) * Scale24,
        (false, _) => (float)(BinaryPrimitives.ReadInt32LittleEndian(bytes) * Scale32),
        (true, 4) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (true, _) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };

    private static int Integer(float sample, int fullScale)
        => float.IsNaN(sample) ? 0 : (int)Math.Clamp(Math.Round((double)sample * fullScale), -fullScale, fullScale - 1);
}
