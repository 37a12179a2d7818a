using System.Buffers.Binary;

namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>The metadata block STREAMINFO: the form of a FLAC stream.</summary>
/// <param name="SampleRate">The sample rate in Hz, at least 1.</param>
/// <param name="Channels">The number of channels, 1 to 8.</param>
/// <param name="Bits">The number of bits of a sample, 4 to 32.</param>
/// <param name="Frames">The number of samples of each channel that the file claims; 0 where it does not say.</param>
/// <param name="Md5">The MD5 sum of the samples; all zeros where the encoder did not compute it.</param>
internal sealed record FlacStreamInfo(int SampleRate, int Channels, int Bits, long Frames, byte[] Md5)
{
    public const int Size = 34;

    public static FlacStreamInfo Parse(ReadOnlySpan<byte> block, string file)
    {
        // 16 + 16 bits of block sizes, 24 + 24 of frame sizes; then rate (20), channels - 1 (3), bits - 1 (5), frames (36).
        var packed = BinaryPrimitives.ReadUInt64BigEndian(block[10..]);
        var info = new FlacStreamInfo(
            (int)(packed >> 44),
            (int)((packed >> 41) & 7) + 1,
            (int)((packed >> 36) & 31) + 1,
            (long)(packed & 0xFFFFFFFFF),
            block[18..Size].ToArray());
        if (info.SampleRate == 0)
            throw new AudioFormatException(file, "block STREAMINFO", "a sample rate of 0 Hz is not possible.");
        if (info.Bits < 4)
            throw new AudioFormatException(file, "block STREAMINFO", $"samples of {info.Bits} bits are not possible.");
        return info;
    }
}
