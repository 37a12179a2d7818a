using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Tests.Noise;

public class NoiseStreamTests
{
    private const int Count = 1 << 18;

    [Fact]
    public void Fill_ShorterLength_IsAPrefixOfEachChannel()
    {
        var all = Draw(seed: 7, samples: 1024, channels: 3);

        foreach (var samples in new[] { 1, 2, 3, 4, 5, 127, 128, 1000, 1023 })
        {
            var some = Draw(seed: 7, samples, channels: 3);
            for (var channel = 0; channel < 3; channel++)
                Assert.Equal(all.AsSpan(channel * 1024, samples).ToArray(), some.AsSpan(channel * samples, samples).ToArray());
        }
    }

    [Fact]
    public void Fill_FewerChannels_GivesTheSameFirstOnes()
        => Assert.Equal(Draw(seed: 3, samples: 100, channels: 1), Draw(seed: 3, samples: 100, channels: 2)[..100]);

    [Fact]
    public void Fill_Moments_AreThoseOfAStandardNormal()
    {
        var noise = Draw(seed: 20260101, samples: Count);

        // Standard errors for 262,144 values: mean 0.002, variance 0.0028, skewness 0.0048, kurtosis 0.0096; five of them are allowed.
        Assert.InRange(noise.Average(x => (double)x), -0.01, 0.01);
        Assert.InRange(noise.Average(x => Math.Pow(x, 2)), 1 - 0.014, 1 + 0.014);
        Assert.InRange(noise.Average(x => Math.Pow(x, 3)), -0.04, 0.04);
        Assert.InRange(noise.Average(x => Math.Pow(x, 4)), 3 - 0.1, 3 + 0.1);
    }

    [Theory]
    [InlineData(1, 0.3173105)]
    [InlineData(2, 0.0455003)]
    [InlineData(3, 0.0026998)]
    [InlineData(4, 0.0000633)]
    public void Fill_Tails_HaveTheirShare(double beyond, double share)
    {
        var noise = Draw(seed: 11, samples: Count);

        var expected = share * Count;
        var found = noise.Count(x => Math.Abs(x) > beyond);

        Assert.InRange(found, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
        Assert.True(noise.Max(Math.Abs) < 6.77f);
    }

    [Fact]
    public void Fill_SeedsDrawsAndChannels_AreUncorrelated()
    {
        var one = Draw(seed: 1, samples: Count);
        var twoChannels = Draw(seed: 1, samples: Count, channels: 2);
        float[][] others =
        [
            Draw(seed: 2, samples: Count), Draw(seed: 1ul << 32, samples: Count), Draw(seed: 1, samples: Count, draw: 1),
            twoChannels[Count..], [.. one[1..], 0f], [.. one[2..], 0f, 0f], [.. one[4..], 0f, 0f, 0f, 0f],
        ];

        // One standard error is 1/sqrt(262144) = 0.002.
        foreach (var other in others)
            Assert.InRange(one.Zip(other, (a, b) => (double)a * b).Average(), -0.01, 0.01);
    }

    [Fact]
    public void Fill_AgreesWithTheRuntimesFunctions()
    {
        const ulong seed = 0x0123456789ABCDEF;
        var noise = Draw(seed, samples: 20000, draw: 5);

        for (var block = 0; block < 5000; block++)
        {
            var w = Philox4x32.Block(((uint)block, 0, 5, 0x4E4F4953), (unchecked((uint)seed), (uint)(seed >> 32)));
            AssertPair(w.W0, w.W1, noise.AsSpan(4 * block));
            AssertPair(w.W2, w.W3, noise.AsSpan((4 * block) + 2));
        }

        static void AssertPair(uint radiusWord, uint angleWord, ReadOnlySpan<float> pair)
        {
            var radius = Math.Sqrt(-2 * Math.Log((radiusWord + 0.5) / 4294967296.0));
            var angle = 2 * Math.PI * (angleWord / 4294967296.0);

            // Half a unit in the last place of the float, and the runtime's own error near the zeros of sine and cosine.
            Assert.Equal(radius * Math.Cos(angle), pair[0], Math.Abs(pair[0] * 6.1e-8) + 1e-14);
            Assert.Equal(radius * Math.Sin(angle), pair[1], Math.Abs(pair[1] * 6.1e-8) + 1e-14);
        }
    }

    // These bits define the format: every seed in every recipe depends on them. They never change.
    [Theory]
    [InlineData(0ul, 0, 0, 0xBF004F15u, 0x3F654EC5u, 0xBE607C8Cu, 0x3F25BEF1u, 0x3F9CD9C5u, 0xBF96F192u)]
    [InlineData(42ul, 0, 1, 0xBFBC4CD5u, 0x3FB92610u, 0x3E8F0DDCu, 0x3E16E8DBu, 0xBF8E4E36u, 0x40120495u)]
    [InlineData(ulong.MaxValue, 3, 0, 0xBFE52976u, 0x3FD1DEFDu, 0xBF138DD8u, 0x3E05A207u, 0x3F39A677u, 0xBFB2E5EFu)]
    public void Fill_PinnedBits(ulong seed, int draw, int channel, params uint[] expected)
    {
        var noise = Draw(seed, samples: 6, channels: 2, draw);

        Assert.Equal(expected, noise.AsSpan(6 * channel, 6).ToArray().Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void Fill_ChannelsThatDoNotDivide_Throws()
        => Assert.Throws<ArgumentException>(() => new NoiseStream(1).Fill(new float[7], channels: 2, draw: 0));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, -1)]
    public void Fill_OutOfRange_Throws(int channels, int draw)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new NoiseStream(1).Fill(new float[8], channels, draw));

    private static float[] Draw(ulong seed, int samples, int channels = 1, int draw = 0)
    {
        var noise = new float[channels * samples];
        new NoiseStream(seed).Fill(noise, channels, draw);
        return noise;
    }
}
