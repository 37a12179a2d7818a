using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Evaluation.Tests.Measures;

public sealed class SoundMeasuresTests
{
    [Fact]
    public void Tone_HasItsFrequencyOnsetAndDecay()
    {
        var measures = SoundMeasures.Of(TestSounds.Tone(1000, decaySeconds: 0.6, delay: 4410));

        Assert.InRange(measures.Centroid, 970, 1030);
        Assert.Equal(0.1, measures.Onset, 0.001);
        Assert.Equal(0.2, measures.Decay!.Value, 0.021); // 20 of 60 dB
        Assert.Equal(20 * Math.Log10(0.9), measures.PeakDbfs, 0.01);
        Assert.True(measures.HasDecayed);
        Assert.Null(measures.StereoCorrelation);
        Assert.False(measures.IsClipped || measures.IsSilent);
    }

    [Theory]
    [InlineData(60, 0.99, 1)]
    [InlineData(400, 0, 0.01)]
    public void Tone_BelowOrAbove150Hz_SaysSo(double hertz, double least, double most)
        => Assert.InRange(SoundMeasures.Of(TestSounds.Tone(hertz, 5)).LowShare, least, most);

    [Fact]
    public void Tail_OfConstantNoise_IsItsLevelAndHissTheHighShare()
    {
        var samples = new float[44100];
        new NoiseStream(3).Fill(samples, 1, 0);
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (samples[i] * 0.001f) + (i < 4410 ? 0.5f * (float)Math.Sin(i * 0.1) : 0);

        var measures = SoundMeasures.Of(new AudioClip(samples, 1, 44100));

        // White noise of spread 0.001 is at -60 dBFS; from 8 to 22.05 kHz lie 64 % of its power.
        Assert.True(measures.HasDecayed);
        Assert.Equal(-60, measures.TailDbfs, 0.3);
        Assert.Equal(-60 + (10 * Math.Log10(14050 / 22050.0)), measures.HissDbfs, 0.5);
    }

    [Fact]
    public void Sound_ThatRingsOn_HasNotDecayed()
    {
        var measures = SoundMeasures.Of(TestSounds.Tone(200, decaySeconds: 10));

        Assert.False(measures.HasDecayed);
        Assert.Null(measures.Decay);
    }

    [Theory]
    [InlineData(new[] { 1f, 1f, 1f }, true)]
    [InlineData(new[] { -1f, -1f, -0.99997f }, true)]
    [InlineData(new[] { 1f, 1f, 0f, 1f }, false)]
    [InlineData(new[] { 1f, -1f, 1f, -1f }, false)]
    [InlineData(new[] { 0f, 1.01f, 0f }, true)]
    [InlineData(new[] { 0f, -1.01f, 0f }, true)]
    public void Clipping_IsARunAtFullScaleOrAnythingBeyond(float[] samples, bool expected)
        => Assert.Equal(expected, SoundMeasures.Of(new AudioClip(samples, 1, 44100)).IsClipped);

    [Fact]
    public void Stereo_SameOppositeAndSilentSides_HaveTheirCorrelation()
    {
        var side = TestSounds.Tone(300, 0.3, length: 5000).Samples.ToArray();

        Assert.Equal(1, SoundMeasures.Of(new AudioClip([.. side, .. side], 2, 44100)).StereoCorrelation!.Value, 1e-9);
        Assert.Equal(
            -1, SoundMeasures.Of(new AudioClip([.. side, .. side.Select(sample => -sample)], 2, 44100)).StereoCorrelation!.Value, 1e-9);
        Assert.Null(SoundMeasures.Of(new AudioClip([.. side, .. new float[5000]], 2, 44100)).StereoCorrelation);
    }

    [Fact]
    public void Offset_IsTheWorstChannelsMean()
        => Assert.Equal(
            -40, SoundMeasures.Of(new AudioClip([.. new float[100], .. Enumerable.Repeat(-0.01f, 100)], 2, 44100)).DcDbfs, 0.01);

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(5000)]
    public void Silence_HasFiniteMeasures(int length)
    {
        var measures = SoundMeasures.Of(new AudioClip(new float[length], 1, 44100));

        Assert.True(measures.IsSilent);
        Assert.All(
            [measures.PeakDbfs, measures.TailDbfs, measures.HissDbfs, measures.DcDbfs],
            level => Assert.Equal(SoundMeasures.LowestDbfs, level));
        Assert.All([measures.Centroid, measures.LowShare, measures.Onset], value => Assert.Equal(0, value));
    }

    [Fact]
    public void NothingOrNoNumbers_AreRefused()
    {
        Assert.Throws<UnusableSoundException>(() => SoundMeasures.Of(new AudioClip([], 1, 44100)));
        Assert.Throws<UnusableSoundException>(() => SoundMeasures.Of(new AudioClip([0, float.NaN], 1, 44100)));
    }
}
