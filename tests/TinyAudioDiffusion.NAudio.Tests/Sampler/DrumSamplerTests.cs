using TinyAudioDiffusion.NAudio.Tests.Fakes;

namespace TinyAudioDiffusion.NAudio.Tests.Sampler;

public sealed class DrumSamplerTests
{
    [Fact]
    public void Read_NoHits_GivesSilenceWithoutEnd()
    {
        var sampler = new DrumSampler();
        sampler.Add(new DrumPad(TestClips.Constant(1, 10)));
        var buffer = new float[200];
        Array.Fill(buffer, 7f);
        Assert.Equal(200, sampler.Read(buffer));
        Assert.All(buffer, sample => Assert.Equal(0f, sample));
        Assert.Equal(100, sampler.Position);
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(63, 64)]
    [InlineData(64, 64)]
    [InlineData(100, 64)]
    [InlineData(100, 1)]
    [InlineData(1234, 4096)]
    public void Trigger_AtAFrame_BeginsThereExactly(int frame, int block)
    {
        var clip = TestClips.Distinct(50);
        var sampler = new DrumSampler();
        sampler.Add(new DrumPad(clip));
        Assert.True(sampler.Trigger(0, 1, frame));

        var heard = Play(sampler, 1400, block);
        Assert.All(heard.AsSpan(0, 2 * frame).ToArray(), sample => Assert.Equal(0f, sample));
        for (var i = 0; i < 50; i++)
            Assert.Equal((clip.Channel(0)[i], clip.Channel(1)[i]), (heard[2 * (frame + i)], heard[(2 * (frame + i)) + 1]));
        Assert.All(heard.AsSpan(2 * (frame + 50)).ToArray(), sample => Assert.Equal(0f, sample));
        Assert.Equal(0, sampler.ActiveVoices);
    }

    [Fact]
    public void Trigger_WithoutAFrame_BeginsWithTheNextBlock()
    {
        var sampler = new DrumSampler();
        sampler.Add(new DrumPad(TestClips.Constant(0.5f, 10)));
        Play(sampler, 100, 100);
        sampler.Trigger(0);
        var heard = Play(sampler, 100, 100);
        Assert.Equal(0.5f, heard[0]);
        Assert.Equal(0f, heard[20]);
    }

    [Fact]
    public void Read_BlocksOfAnySize_GiveTheSameSamples()
    {
        var expected = Play(Busy(), 5000, 5000);
        foreach (var block in (int[])[1, 17, 64, 441, 4096])
            Assert.Equal(expected, Play(Busy(), 5000, block));
    }

    [Fact]
    public void Read_SeveralAtOnce_AddsThemUp()
    {
        var sampler = new DrumSampler();
        sampler.Add(new DrumPad(TestClips.Constant(0.25f, 100)));
        sampler.Add(new DrumPad(TestClips.Constant(0.5f, 100)));
        sampler.Trigger(0);
        sampler.Trigger(1, 1, 50);
        sampler.Trigger(1, 1, 60);
        var heard = Play(sampler, 200, 32);
        Assert.Equal((0.25f, 0.75f, 1.25f, 1f, 0f), (heard[0], heard[2 * 55], heard[2 * 70], heard[2 * 120], heard[2 * 170]));
    }

    [Theory]
    [InlineData(2, 1f, 1.0)]
    [InlineData(2, 0.5f, 0.25)]
    [InlineData(2, 0.1f, 0.01)]
    [InlineData(1, 0.5f, 0.5)]
    [InlineData(0, 0.01f, 1.0)]
    [InlineData(2, 0f, 0.0)]
    public void Trigger_Velocity_FollowsThePower(double power, float velocity, double gain)
    {
        var sampler = new DrumSampler();
        sampler.Add(new DrumPad(TestClips.Constant(0.8f, 10)) { VelocityPower = power });
        sampler.Trigger(0, velocity);
        Assert.Equal(0.8 * gain, Play(sampler, 10, 10)[0], 1e-6);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(-1, 1, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(0.5, 0.70710678, 1)]
    [InlineData(-0.5, 1, 0.70710678)]
    public void Pan_TurnsDownTheOtherSide(double pan, double left, double right)
    {
        var sampler = new DrumSampler();
        sampler.Add(new DrumPad(TestClips.Constant(1, 10)) { Pan = pan });
        sampler.Trigger(0);
        var heard = Play(sampler, 10, 10);
        Assert.Equal((left, right), (heard[0], heard[1]), Near);
    }

    [Fact]
    public void Gain_IsInDecibels()
    {
        var sampler = new DrumSampler();
        sampler.Add(new DrumPad(TestClips.Constant(1, 10)) { Gain = -6.0206 });
        sampler.Trigger(0);
        Assert.Equal(0.5, Play(sampler, 10, 10)[0], 1e-5);
    }

    [Fact]
    public void Pad_OfAnotherRate_IsResampledByOurResampler()
    {
        var clip = TestClips.Sine(500, 4800, channels: 1, sampleRate: 48000);
        var sampler = new DrumSampler(44100);
        sampler.Add(new DrumPad(clip));
        sampler.Trigger(0);
        var expected = Resampler.Resample(clip, 44100);
        var heard = Play(sampler, expected.Length, 512);
        Assert.Equal(expected.Channel(0).ToArray(), heard.Where((_, i) => i % 2 == 0));
        Assert.Equal(expected.Channel(0).ToArray(), heard.Where((_, i) => i % 2 == 1));
    }

    [Fact]
    public void Replace_ChangesHitsFromNowOn()
    {
        var sampler = new DrumSampler();
        sampler.Add(new DrumPad(TestClips.Constant(0.25f, 10)));
        sampler.Trigger(0);
        sampler.Replace(0, new DrumPad(TestClips.Constant(0.75f, 10)));
        sampler.Trigger(0, 1, 20);
        var heard = Play(sampler, 40, 40);
        Assert.Equal((0.25f, 0.75f), (heard[0], heard[40]));
    }

    [Fact]
    public void Silence_FadesOutAndForgetsWhatWasBefore()
    {
        var sampler = new DrumSampler();
        sampler.Add(new DrumPad(TestClips.Constant(0.5f, 10_000)));
        sampler.Trigger(0);
        sampler.Trigger(0, 1, 3000);
        Play(sampler, 1000, 1000);
        sampler.Silence();
        sampler.Trigger(0, 1, 2000);
        var heard = Play(sampler, 4000, 100);
        Assert.InRange(heard[0], 0.49f, 0.5f);
        Assert.Equal((0f, 0f, 0.5f, 0.5f), (heard[2 * 230], heard[2 * 999], heard[2 * 1000], heard[2 * 2500]));
    }

    [Fact]
    public void Trigger_TooManyWaiting_IsLeftOut()
    {
        var sampler = new DrumSampler();
        sampler.Add(new DrumPad(TestClips.Constant(0.5f, 1)));
        for (var i = 0; i < DrumSampler.MostWaiting; i++)
            Assert.True(sampler.Trigger(0, 1, 10));
        Assert.False(sampler.Trigger(0));
        Play(sampler, 20, 20);
        Assert.True(sampler.Trigger(0));
    }

    [Fact]
    public void Arguments_OutOfRange_AreRefused()
    {
        var sampler = new DrumSampler();
        var clip = TestClips.Constant(1, 1);
        sampler.Add(new DrumPad(clip));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Trigger(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Trigger(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Trigger(0, 1.01f));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Trigger(0, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Replace(1, new DrumPad(clip)));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Add(new DrumPad(clip) { Pan = 1.5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Add(new DrumPad(clip) { Gain = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Add(new DrumPad(clip) { VelocityPower = -1 }));
        Assert.Throws<UnusableSoundException>(() => sampler.Add(new DrumPad(new AudioClip([], 1, 44100))));
        Assert.Throws<UnusableSoundException>(() => sampler.Add(new DrumPad(TestClips.Constant(float.NaN, 1))));
        Assert.Throws<ArgumentException>(() => sampler.Read(new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DrumSampler(100));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DrumSampler(polyphony: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DrumSampler(fade: TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void Read_ManyHits_AllocatesNothing()
    {
        var sampler = Busy();
        var buffer = new float[2 * 441];
        Assert.Equal(0, Allocations.Of(
            () =>
            {
                for (var i = 0; i < 3000; i++)
                    Assert.True(sampler.Trigger(i % 3, 0.5f, sampler.Position + (i * 10)));
            },
            () =>
            {
                for (var i = 0; i < 100; i++)
                    sampler.Read(buffer);
            }));
    }

    [Fact]
    public void Trigger_FromManyThreadsWhileReading_LosesNone()
    {
        const int Threads = 4;
        const int Hits = 250;
        var sampler = new DrumSampler(polyphony: Threads * Hits);
        sampler.Add(new DrumPad(TestClips.Constant(1, 1)));
        var sum = 0.0;
        var producers = Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Hits; i++)
                Assert.True(sampler.Trigger(0));
        })).ToArray();

        var all = Task.WhenAll(producers);
        while (!all.IsCompleted)
            sum += Play(sampler, 8, 8).Sum();
        sum += Play(sampler, 8, 8).Sum();
        Assert.True(all.IsCompletedSuccessfully);
        Assert.Equal(2.0 * Threads * Hits, sum);
    }

    internal static float[] Play(DrumSampler sampler, int frames, int block)
    {
        var heard = new float[2 * frames];
        for (var done = 0; done < frames; done += block)
            sampler.Read(heard.AsSpan(2 * done, 2 * Math.Min(block, frames - done)));
        return heard;
    }

    private static bool Near((double Left, double Right) a, (double Left, double Right) b)
        => Math.Abs(a.Left - b.Left) < 1e-6 && Math.Abs(a.Right - b.Right) < 1e-6;

    // Three pads, two of which choke each other, and more hits than voices.
    private static DrumSampler Busy()
    {
        var sampler = new DrumSampler(polyphony: 4);
        sampler.Add(new DrumPad(TestClips.Sine(60, 3000)));
        sampler.Add(new DrumPad(TestClips.Sine(3000, 2000)) { ChokeGroup = 1, Pan = -0.3 });
        sampler.Add(new DrumPad(TestClips.Sine(5000, 500, channels: 2)) { ChokeGroup = 1, Gain = -3 });
        for (var i = 0; i < 20; i++)
            sampler.Trigger(i % 3, (1 + (i % 5)) / 5f, i * 197);
        return sampler;
    }
}
