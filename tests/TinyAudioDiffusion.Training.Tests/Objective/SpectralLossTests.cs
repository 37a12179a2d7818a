using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Tests.Objective;

public sealed class SpectralLossTests
{
    private const int Samples = 300;

    private static readonly SpectralLoss _loss = new(Samples);

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.01f)]
    public void Derivative_IsTheSlopeOfTheLoss(float level)
    {
        var (sound, target) = (Noise(1, level), Noise(2, 0.5f));
        var slope = new float[sound.Length];
        _loss.Differentiate(sound, target, 2, weight: 3, slope);
        for (var i = 0; i < sound.Length; i += 37)
        {
            var (above, below) = ((float[])sound.Clone(), (float[])sound.Clone());
            (above[i], below[i]) = (sound[i] + (1e-3f * level), sound[i] - (1e-3f * level));
            var expected = 3 * (_loss.Differentiate(above, target, 2, 3, []) - _loss.Differentiate(below, target, 2, 3, []))
                / ((double)above[i] - below[i]);
            Assert.Equal(expected, slope[i], 0.02 * Math.Max(Math.Abs(expected), 0.01));
        }
    }

    [Fact]
    public void Loss_OfEqualSounds_IsZero_AndSoIsItsSlope()
    {
        var (sound, slope) = (Noise(1, 0.5f), new float[2 * Samples]);
        Assert.Equal(0, _loss.Differentiate(sound, sound, 2, 1, slope));
        Assert.All(slope, value => Assert.Equal(0, value));
    }

    /// <summary>Noise of the right level is nearer to other noise than silence is, which would be the best mean.</summary>
    [Fact]
    public void Loss_OfOtherNoise_IsBelowThatOfSilence()
    {
        var (target, other) = (Noise(1, 0.5f), Noise(2, 0.5f));
        Assert.True(_loss.Differentiate(other, target, 2, 1, []) < 0.5 * _loss.Differentiate(new float[target.Length], target, 2, 1, []));
    }

    [Fact]
    public void Slope_IsAdded_AndSilenceHasNone()
    {
        var (silence, slope) = (new float[2 * Samples], new float[2 * Samples]);
        slope.AsSpan().Fill(1);
        Assert.True(double.IsFinite(_loss.Differentiate(silence, Noise(1, 0.5f), 2, 1, slope)));
        Assert.All(slope, value => Assert.Equal(1, value));
    }

    private static float[] Noise(ulong seed, float level)
    {
        var noise = new float[2 * Samples];
        new NoiseStream(seed).Fill(noise, channels: 2, draw: 0);
        foreach (ref var value in noise.AsSpan())
            value *= level;
        return noise;
    }
}
