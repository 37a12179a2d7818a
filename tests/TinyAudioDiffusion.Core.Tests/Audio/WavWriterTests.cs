using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Tests.Audio;

public class WavWriterTests
{
    [Theory]
    [InlineData(SampleEncoding.Pcm16, 32768)]
    [InlineData(SampleEncoding.Pcm24, 8388608)]
    public void Integers_RoundToTheNearestAndClamp(SampleEncoding encoding, int scale)
    {
        var step = 1f / scale;
        float[] samples = [0.4f * step, 0.6f * step, -0.6f * step, 1f, 2f, -1f, -5f, float.NaN, float.PositiveInfinity];

        var read = RoundTrip(new AudioClip(samples, 1, 44100), encoding);

        var top = 1 - step;
        Assert.Equal([0f, step, -step, top, top, -1f, -1f, 0f, top], read.Samples.ToArray());
    }

    [Fact]
    public void Floats_AreKeptBitForBit()
    {
        float[] samples = [0.1f, -3f, float.NaN, float.Epsilon, -0f, float.NegativeInfinity];

        var read = RoundTrip(new AudioClip(samples, 2, 96000), SampleEncoding.Float32);

        Assert.Equal(samples.Select(BitConverter.SingleToInt32Bits), read.Samples.ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal((2, 3, 96000), (read.Channels, read.Length, read.SampleRate));
    }

    [Theory]
    [InlineData(SampleEncoding.Pcm16)]
    [InlineData(SampleEncoding.Pcm24)]
    [InlineData(SampleEncoding.Float32)]
    public void RoundTrip_AnyLengthAndChannelCount_IsStable(SampleEncoding encoding)
    {
        foreach (var (channels, length) in new[] { (1, 1), (1, 3), (2, 5), (3, 4097), (7, 101) })
        {
            var samples = Enumerable.Range(0, channels * length).Select(i => MathF.Sin(i)).ToArray();

            var once = RoundTrip(new AudioClip(samples, channels, 22050), encoding);
            var twice = RoundTrip(once, encoding);

            Assert.Equal((channels, length), (once.Channels, once.Length));
            Golden.AssertClose(samples, once.Samples.Span, absolute: 0.6 / 32768);
            Assert.Equal(once.Samples.ToArray(), twice.Samples.ToArray());
        }
    }

    [Fact]
    public void Sizes_AreExact_AlsoWithPadding()
    {
        foreach (var encoding in Enum.GetValues<SampleEncoding>())
        {
            using var stream = new MemoryStream();
            AudioFormats.BuiltIn.Write(stream, new AudioClip(new float[3], 1, 44100), encoding: encoding);

            Assert.Equal(0, stream.Length % 2);
            Assert.Equal(stream.Length - 8, BitConverter.ToInt32(stream.ToArray(), 4));
        }
    }

    [Fact]
    public void TooManyChannelsForAFrame_Throws()
    {
        using var stream = new MemoryStream();
        Assert.Throws<AudioFormatException>(() => AudioFormats.BuiltIn.Write(stream, new AudioClip(new float[40_000], 40_000, 44100)));
    }

    [Fact]
    public void UnknownEncoding_Throws()
    {
        using var stream = new MemoryStream();
        Assert.Throws<ArgumentOutOfRangeException>(
            () => AudioFormats.BuiltIn.Write(stream, new AudioClip([0f], 1, 44100), encoding: (SampleEncoding)9));
    }

    private static AudioClip RoundTrip(AudioClip clip, SampleEncoding encoding)
    {
        using var stream = new MemoryStream();
        AudioFormats.BuiltIn.Write(stream, clip, encoding: encoding);
        stream.Position = 0;
        return AudioFormats.BuiltIn.Read(stream);
    }
}
