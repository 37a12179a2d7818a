using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Verbs;

/// <summary>Sounds beyond the native length of an autoregressive model, which here has 4 splits of 8 samples.</summary>
public sealed class LongSoundTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 5, Steps = 8, Sampler = "ddim", Schedule = "linear" };

    [Theory]
    [InlineData(33)]
    [InlineData(48)]
    [InlineData(83)]
    public async Task Generate_BeyondTheNativeLength_GoesOnSplitAfterSplit(int length)
    {
        var model = new CountingModel();
        using var fixture = new GeneratorFixture(model);

        var clip = await fixture.Generator.GenerateAsync("test", _quick with { Length = length, Sampler = null });

        Assert.Equal((length, 2, "ddim"), (clip.Length, clip.Channels, clip.Recipe!.Sampler));
        Golden.AssertClose([.. Enumerable.Range(0, length).Select(i => (float)(i / 8))], clip.Channel(1), absolute: 1e-4);
        var turns = ((length + 7) / 8) - 2;
        Assert.Equal(8 + (turns * 2), model.Calls.Count);
        Assert.All(model.Calls[..8], levels => Assert.Single(levels.Distinct()));
        Assert.Equal([0f, 0f, 1 / 3f, 1f], model.Calls[8].Select(level => MathF.Round(level, 6)), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([0f, 0f, 0f, 2 / 3f], model.Calls[9], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    // The same seed is the same sound in any batch, and a longer one begins with a shorter one.
    [Fact]
    public async Task Generate_GivesTheSameSound_InABatch_Longer_AndFromItsRecipe()
    {
        using var fixture = new GeneratorFixture(new CountingModel(noisy: 0.1f), configure: options => options.MaxBatch = 2);
        var options = _quick with { Length = 70 };
        var three = await fixture.Generator.GenerateBatchAsync("test", 3, options);
        var second = await fixture.Generator.GenerateAsync("test", options with { Seed = 6 });
        var longer = await fixture.Generator.GenerateAsync("test", options with { Length = 120 });

        Assert.NotEqual(three[0].Samples.ToArray(), three[1].Samples.ToArray());
        Assert.Equal(three[1].Samples.ToArray(), second.Samples.ToArray());
        Assert.Equal(three[0].Channel(0).ToArray(), longer.Channel(0)[..70].ToArray());
        Assert.Equal(
            three[2].Samples.ToArray(), (await fixture.Studio.RemakeAsync(three[2].Recipe!)).Samples.ToArray());
    }

    [Fact]
    public async Task Generate_UpToTheNativeLength_IsPlainSampling()
    {
        var model = new CountingModel();
        using var fixture = new GeneratorFixture(model);
        var clip = await fixture.Generator.GenerateAsync("test", _quick with { Sampler = "heun" });
        Assert.Equal((32, "heun"), (clip.Length, clip.Recipe!.Sampler));
        Assert.All(model.Calls, levels => Assert.Single(levels.Distinct()));
    }

    [Theory]
    [InlineData(40)] // as long as the context and more
    [InlineData(21)]
    [InlineData(5)] // shorter than the context, so silence is before it
    public async Task Extend_KeepsTheSource_AndGoesOnAfterIt(int length)
    {
        var model = new CountingModel();
        using var fixture = new GeneratorFixture(model);
        float[] counting = [.. Enumerable.Range(0, length).Select(i => 9 - ((length - i + 7) / 8))]; // 8 at the end
        var source = new AudioClip([.. counting, .. counting], 2, 22050);

        var clip = await fixture.Studio.ExtendAsync("test", source, null, _quick with { Length = length + 29 });

        Assert.Equal(source.Channel(1).ToArray(), clip.Channel(1)[..length].ToArray());
        var isLong = length >= 16; // of silence each split is two more than the one two before
        float[] expected = [.. Enumerable.Range(0, 29).Select(i => isLong ? 9f + (i / 8) : 2 + (2 * (i / 16)))];
        Golden.AssertClose(expected, clip.Channel(1)[length..], absolute: 1e-4);
        Assert.Equal(8 + (4 * 2), model.Calls.Count);
        Assert.All(model.Calls, levels => Assert.Equal([0f, 0f], levels[..2]));
        var again = await fixture.Studio.RemakeAsync(clip.Recipe!, [source]);
        Assert.Equal(clip.Samples.ToArray(), again.Samples.ToArray());
    }

    // The seam is made last, between the end of the sound and its start, which both are known to the model.
    [Fact]
    public async Task Loop_BeyondTheNativeLength_EndsWithASeamThatSeesBothSides()
    {
        var model = new CountingModel();
        using var fixture = new GeneratorFixture(model);

        var loop = Assert.Single(await fixture.Studio.LoopAsync("test", 1, _quick with { Length = 61 }));

        Assert.Equal(61, loop.Length);
        Golden.AssertClose([.. Enumerable.Range(0, 45).Select(i => (float)(i / 8))], loop.Channel(0)[..45], absolute: 1e-4);
        Assert.Equal([0f, 1f, 1f, 0f], model.Calls[^8]);
        var last = loop.Channel(0)[37]; // the first sample of the seam's context
        Golden.AssertClose(
            [.. Enumerable.Range(0, 16).Select(i => last + 1 + (i / 8))], loop.Channel(0)[45..], absolute: 1e-4);
        Assert.Equal("loop", loop.Recipe!.Edit!.Verb);
        Assert.Equal(loop.Samples.ToArray(), (await fixture.Studio.RemakeAsync(loop.Recipe!)).Samples.ToArray());
    }

    [Fact]
    public async Task Loop_UpToTheNativeLength_IsACircleToTheNetwork()
    {
        var model = new CountingModel();
        using var fixture = new GeneratorFixture(model);
        var loop = Assert.Single(await fixture.Studio.LoopAsync("test", 1, _quick with { Length = 30 }));
        Assert.Equal(30, loop.Length);
        Assert.Equal(8, model.Calls.Count);
    }

    [Fact]
    public async Task AnotherSamplerThanDdim_IsRefused_ForALongSound()
    {
        using var fixture = new GeneratorFixture(new CountingModel());
        var refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Generator.GenerateAsync("test", _quick with { Length = 64, Sampler = "heun" }));
        Assert.Contains("\"ddim\" only", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sketches_OfALongSound_AreRefused()
    {
        using var fixture = new GeneratorFixture(new CountingModel());
        var refusal = await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (var frame in fixture.Studio.StreamAsync("test", _quick with { Length = 64 }))
                Assert.Fail($"There was a sketch of {frame.Clip.Length} samples.");
        });
        Assert.Contains("at most 32", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_CountsEveryStep_OfAllSounds()
    {
        using var fixture = new GeneratorFixture(new CountingModel(), configure: options => options.MaxBatch = 2);
        var steps = new List<(int Step, int Steps)>();
        await fixture.Generator.GenerateBatchAsync(
            "test", 3, _quick with { Length = 48 }, new Reports(report => steps.Add((report.Step, report.Steps))));
        Assert.Equal((48, 48), steps[^1]); // 8 steps of the window and 8 of four turns, three times
        Assert.Equal(steps.Order(), steps);
    }

    [Fact]
    public async Task Cancellation_TakesEffectWithinACall()
    {
        using var source = new CancellationTokenSource();
        using var fixture = new GeneratorFixture(new CountingModel());
        var call = fixture.Generator.GenerateAsync(
            "test", _quick with { Length = 4000 },
            new Reports(report =>
            {
                if (report.Step == 20)
                    source.Cancel();
            }),
            source.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private sealed class Reports(Action<GenerationProgress> receive) : IProgress<GenerationProgress>
    {
        public void Report(GenerationProgress value) => receive(value);
    }
}
