using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Grooves;

/// <summary>Grooves as streams, with sounds that are made while others are read.</summary>
public sealed class PerformanceTests
{
    // At 120 beats a minute, a little less than one: each of the first blocks holds one hit.
    private const int Sixteenth = 5512;

    private static readonly GenerationOptions _quick = new() { Seed = 5, Steps = 1, Sampler = "ddim" };

    [Theory]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(1 << 20)]
    public async Task Stream_IsTheClip_WhateverTheBlocks(int block)
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 0.1));
        var groove = GrooveGrid.Parse("swing: 60\nkick x.xo\nhat xxxx\nopen-hat ..x.\nsnare ..X.", "x");
        var clip = await fixture.Studio.RenderAsync(groove, null, _quick);

        await using var performance = await fixture.Studio.PerformAsync(groove, null, _quick);
        var (buffer, samples) = (new float[block], new List<float>());
        for (int count; (count = performance.Read(buffer)) > 0;)
            samples.AddRange(buffer[..count]);

        Assert.Equal(clip.Channel(0).ToArray(), samples.Where((_, i) => i % 2 == 0));
        Assert.Equal(clip.Channel(1).ToArray(), samples.Where((_, i) => i % 2 == 1));
        Assert.Equal((9, 0), (performance.Hits, performance.Hits - performance.NewSounds - performance.Repeats));
    }

    [Fact]
    public async Task Fresh_RepeatsAndCounts_WhileTheMachineIsTooSlow_AndGoesOnWithNewSounds()
    {
        using var gate = new SemaphoreSlim(1); // one network call: the pad's own sound
        var thirdCall = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AnalyticGaussianModel model = null!;
        model = new AnalyticGaussianModel(0, 0.1)
        {
            OnCall = () =>
            {
                gate.Wait();
                if (model.Calls == 3)
                    thirdCall.SetResult();
            },
        };
        using var fixture = new GeneratorFixture(model);
        await using var performance = await fixture.Studio.PerformAsync(
            GrooveGrid.Parse("kick xxxx xxxx", "x"), new() { Fresh = true }, _quick);
        try
        {
            var sixteenth = new float[2 * Sixteenth];

            for (var i = 0; i < 4; i++)
                Assert.Equal(sixteenth.Length, performance.Read(sixteenth));
            Assert.Equal((1, 3), (performance.NewSounds, performance.Repeats));

            gate.Release(2); // the second call ends, so its sound waits when the third begins
            await thirdCall.Task;
            performance.Read(sixteenth);
            Assert.Equal((2, 3), (performance.NewSounds, performance.Repeats));
        }
        finally
        {
            gate.Release(100);
        }
    }

    [Fact]
    public async Task Fresh_WhoseModelFails_SaysSoWhereItIsRead()
    {
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AnalyticGaussianModel model = null!;
        model = new AnalyticGaussianModel(0, 0.1)
        {
            OnCall = () =>
            {
                if (model.Calls < 2)
                    return;
                failed.TrySetResult();
                throw new GenerationException("test", 5, "it broke.");
            },
        };
        using var fixture = new GeneratorFixture(model);
        await using var performance = await fixture.Studio.PerformAsync(
            GrooveGrid.Parse("kick xxxx xxxx", "x"), new() { Fresh = true, Repeats = 10_000, Tempo = 1000 }, _quick);
        await failed.Task;

        var block = new float[4096];
        Assert.Throws<GenerationException>(() =>
        {
            while (performance.Read(block) > 0)
            {
            }
        });
    }

    [Fact]
    public async Task Fresh_Disposed_StopsMaking()
    {
        var model = new AnalyticGaussianModel(0, 0.1);
        using var fixture = new GeneratorFixture(model);
        var performance = await fixture.Studio.PerformAsync(
            GrooveGrid.Parse("kick xxxx xxxx", "x"), new() { Fresh = true, Repeats = 100 }, _quick);

        await performance.DisposeAsync();

        var calls = model.Calls;
        performance.Read(new float[2 * Sixteenth]);
        Assert.Equal(calls, model.Calls);
    }

    [Fact]
    public async Task Read_OfHalfAFrame_IsRefused()
    {
        using var fixture = new GeneratorFixture(new ClickModel(1, 0));
        await using var performance = await fixture.Studio.PerformAsync(BuiltInGrooves.Get("rock"), null, _quick);

        Assert.Throws<ArgumentException>(() => performance.Read(new float[3]));
    }
}
