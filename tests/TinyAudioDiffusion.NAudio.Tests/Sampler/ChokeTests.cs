using TinyAudioDiffusion.NAudio.Tests.Fakes;

namespace TinyAudioDiffusion.NAudio.Tests.Sampler;

public sealed class ChokeTests
{
    private const int Rate = 44100;
    private const int FadeFrames = 220; // 5 ms

    [Fact]
    public void ClosedHat_EndsTheOpenOne_WithinTheFade()
    {
        var sampler = new DrumSampler(Rate);
        sampler.Add(new DrumPad(TestClips.Constant(0.5f, 10_000)) { ChokeGroup = 1 });
        sampler.Add(new DrumPad(TestClips.Constant(0f, 10_000)) { ChokeGroup = 1 });
        sampler.Trigger(0);
        sampler.Trigger(1, 1, 1000);

        var heard = Left(sampler, 3000);
        Assert.Equal(0.5f, heard[999]);
        Assert.InRange(heard[1000], 0.49f, 0.4999999f);
        Assert.InRange(heard[1000 + (FadeFrames / 2)], 0.24f, 0.26f);
        Assert.All(heard[(1000 + FadeFrames)..], sample => Assert.Equal(0f, sample));
    }

    [Fact]
    public void Choke_NeverJumps()
    {
        // What is choked stands at full level, where a cut would jump by 1; the fade's steepest step is half of pi by its length.
        var sampler = new DrumSampler(Rate);
        sampler.Add(new DrumPad(TestClips.Constant(1f, 20_000)) { ChokeGroup = 1 });
        sampler.Add(new DrumPad(TestClips.Constant(0f, 20_000)) { ChokeGroup = 1 });
        sampler.Trigger(0);
        sampler.Trigger(1, 1, 777);
        var heard = Left(sampler, 2000);
        var steps = heard.Zip(heard.Skip(1), (a, b) => Math.Abs(b - a));
        Assert.InRange(steps.Max(), 0f, (float)(Math.PI / 2 / FadeFrames) * 1.01f);
    }

    [Fact]
    public void Choke_OtherGroupsAndNoGroup_GoOn()
    {
        var sampler = new DrumSampler(Rate);
        sampler.Add(new DrumPad(TestClips.Constant(0.25f, 10_000)) { ChokeGroup = 1 });
        sampler.Add(new DrumPad(TestClips.Constant(0.5f, 10_000)));
        sampler.Add(new DrumPad(TestClips.Constant(0f, 10_000)) { ChokeGroup = 2 });
        sampler.Trigger(0);
        sampler.Trigger(1);
        sampler.Trigger(2, 1, 1000);
        Assert.Equal(0.75f, Left(sampler, 3000)[2999]);
    }

    [Fact]
    public void Choke_OwnPad_EndsItsLastHit()
    {
        var sampler = new DrumSampler(Rate);
        sampler.Add(new DrumPad(TestClips.Constant(0.5f, 10_000)) { ChokeGroup = 1 });
        sampler.Trigger(0);
        sampler.Trigger(0, 1, 1000);
        Assert.Equal(0.5f, Left(sampler, 3000)[2000]);
    }

    [Fact]
    public void Polyphony_OneTooMany_FadesOutTheOldest()
    {
        var sampler = new DrumSampler(Rate, polyphony: 2);
        sampler.Add(new DrumPad(TestClips.Constant(0.5f, 20_000)));
        sampler.Add(new DrumPad(TestClips.Constant(0.125f, 20_000)));
        sampler.Add(new DrumPad(TestClips.Constant(0.0625f, 20_000)));
        sampler.Trigger(0);
        sampler.Trigger(1, 1, 10);
        sampler.Trigger(2, 1, 1000);
        var heard = Left(sampler, 3000);
        Assert.Equal(0.625f, heard[999]);
        Assert.Equal(0.1875f, heard[1000 + FadeFrames]);
        var steps = heard.Skip(1000).Zip(heard.Skip(1001), (a, b) => Math.Abs(b - a));
        Assert.InRange(steps.Max(), 0f, 0.01f);
        Assert.Equal(2, sampler.ActiveVoices);
    }

    [Fact]
    public void Polyphony_MoreThanRoomForFades_StaysBounded()
    {
        var sampler = new DrumSampler(Rate, polyphony: 2);
        sampler.Add(new DrumPad(TestClips.Constant(0.5f, 20_000)));
        for (var i = 0; i < 50; i++)
            sampler.Trigger(0, 1, i);
        Left(sampler, 60);
        Assert.Equal(4, sampler.ActiveVoices);
        Left(sampler, 1000);
        Assert.Equal(2, sampler.ActiveVoices);
    }

    [Fact]
    public void Fade_OfNoLength_CutsAtOnce()
    {
        var sampler = new DrumSampler(Rate, fade: TimeSpan.Zero);
        sampler.Add(new DrumPad(TestClips.Constant(0.5f, 10_000)) { ChokeGroup = 1 });
        sampler.Add(new DrumPad(TestClips.Constant(0f, 10_000)) { ChokeGroup = 1 });
        sampler.Trigger(0);
        sampler.Trigger(1, 1, 1000);
        var heard = Left(sampler, 1100);
        Assert.Equal((0.5f, 0f), (heard[999], heard[1000]));
    }

    private static float[] Left(DrumSampler sampler, int frames)
        => [.. DrumSamplerTests.Play(sampler, frames, 128).Where((_, i) => i % 2 == 0)];
}
