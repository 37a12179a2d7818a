namespace TinyAudioDiffusion.Tests.Audio;

public class ResamplerTests
{
    [Theory]
    [InlineData(48000)]
    [InlineData(22050)]
    [InlineData(96000)]
    public void Resample_To44100_MatchesTheReference(int from)
    {
        var golden = Golden.Load("audio/resample.safetensors");
        var clip = new AudioClip(golden["resample/in"], 2, from);

        var resampled = Resampler.Resample(clip, 44100);

        Golden.AssertClose(golden[$"resample/{from}-44100"], resampled.Samples.Span);
    }

    [Theory]
    [InlineData(44100, 44101, 1000)]
    [InlineData(44100, 1, 44100)]
    [InlineData(1, 44100, 2)]
    [InlineData(int.MaxValue, 44100, 100_000)]
    public void Resample_OddRates_KeepTheDuration(int from, int to, int length)
    {
        var clip = Resampler.Resample(new AudioClip(new float[length], 1, from), to);

        Assert.Equal((int)Math.Ceiling((double)length * to / from), clip.Length);
        Assert.Equal(to, clip.SampleRate);
    }

    [Fact]
    public void Resample_Tone_StaysATone()
    {
        var tone = new AudioClip([.. Enumerable.Range(0, 4800).Select(i => (float)Math.Sin(2 * Math.PI * 1000 * i / 48000))], 1, 48000);

        var resampled = Resampler.Resample(tone, 44100);

        for (var i = 100; i < 4300; i++)
            Assert.Equal(Math.Sin(2 * Math.PI * 1000 * i / 44100), resampled.Samples.Span[i], 0.01);
    }

    [Fact]
    public void Resample_SameRate_IsTheSameClip()
    {
        var clip = new AudioClip(new float[4], 2, 44100);

        Assert.Same(clip, Resampler.Resample(clip, 44100));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Resample(clip, 0));
    }
}
