using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation.Tests.Measures;

public sealed class SoundEmbeddingTests
{
    private static readonly float[] _sound = SoundEmbedding.Of(TestSounds.Tone(500, 0.3));

    [Fact]
    public void LevelOnsetLengthAndChannels_DoNotCount()
    {
        var clip = TestSounds.Tone(500, 0.3);
        var quiet = SoundEmbedding.Of(TestSounds.Tone(500, 0.3, peak: 0.05));
        var late = SoundEmbedding.Of(TestSounds.Tone(500, 0.3, delay: 3000, length: 40000));
        var cut = SoundEmbedding.Of(TestSounds.Tone(500, 0.3, length: 25000));
        var stereo = SoundEmbedding.Of(new AudioClip([.. clip.Samples.Span, .. clip.Samples.Span], 2, 44100));

        Assert.All([quiet, late, cut, stereo], other => Assert.InRange(SoundEmbedding.Distance(_sound, other), 0, 0.1));
    }

    [Fact]
    public void AnotherSampleRate_IsTheSameSound()
    {
        var resampled = Resampler.Resample(TestSounds.Tone(500, 0.3), 48000);

        Assert.InRange(SoundEmbedding.Distance(_sound, SoundEmbedding.Of(resampled)), 0, 0.5);
    }

    [Fact]
    public void Distance_GrowsWithTheDifference()
    {
        var near = SoundEmbedding.Distance(_sound, SoundEmbedding.Of(TestSounds.Tone(520, 0.3)));
        var farther = SoundEmbedding.Distance(_sound, SoundEmbedding.Of(TestSounds.Tone(900, 0.3)));
        var farthest = SoundEmbedding.Distance(_sound, SoundEmbedding.Of(TestSounds.Hiss(1, 0.3)));

        Assert.True(near < farther && farther < farthest, $"{near} {farther} {farthest}");
    }

    [Fact]
    public void FaintNoise_DoesNotCount()
    {
        var (tone, noise) = (TestSounds.Tone(500, 0.3), TestSounds.Hiss(1, 1e9, peak: 0.0005));
        var noisy = new AudioClip([.. tone.Samples.ToArray().Zip(noise.Samples.ToArray(), (a, b) => a + b)], 1, 44100);

        Assert.InRange(SoundEmbedding.Distance(_sound, SoundEmbedding.Of(noisy)), 0, 0.3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void AnyLength_HasAllValuesWithinTheRange(int length)
    {
        var point = SoundEmbedding.Of(TestSounds.Tone(500, 0.3, length: length));

        Assert.Equal(SoundEmbedding.Dimensions, point.Length);
        Assert.All(point, value => Assert.InRange(value, 0, 40.001f));
        Assert.All(SoundEmbedding.Of(new AudioClip(new float[length], 1, 44100)), value => Assert.Equal(0, value));
    }
}
