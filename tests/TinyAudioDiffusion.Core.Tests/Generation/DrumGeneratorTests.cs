using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;

namespace TinyAudioDiffusion.Tests.Generation;

public class DrumGeneratorTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 5, Steps = 6 };

    [Fact]
    public async Task GenerateAsync_IsTheSamplerOnTheSeedsNoise()
    {
        using var model = new AnalyticGaussianModel(0.2, 0.1);
        using var fixture = new GeneratorFixture(model);

        var clip = await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick with { Sampler = "ddim" });

        var x = new float[2 * 256];
        new NoiseStream(5).Fill(x, 2, draw: 0);
        var levels = new float[7];
        new LinearSchedule().Fill(levels);
        new DdimSampler().Sample(new SamplingRun(model, levels, [new NoiseStream(5)], 256), x);
        Assert.Equal(x, clip.Samples.ToArray());
        Assert.Equal((2, 256, 44100), (clip.Channels, clip.Length, clip.SampleRate));
    }

    [Fact]
    public async Task GenerateAsync_RecipeMakesTheSoundAgain()
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 1, 2, "kick", "snare"));

        var clip = await fixture.Generator.GenerateAsync(DrumKind.Snare, new() { Steps = 3, Length = 100 });
        var recipe = Assert.IsType<GenerationRecipe>(clip.Recipe);
        var again = await fixture.Generator.GenerateAsync(recipe.Model, recipe.ToOptions());

        Assert.Equal(clip.Samples.ToArray(), again.Samples.ToArray());
        Assert.Equal(recipe, again.Recipe);
        Assert.Equal(
            new GenerationRecipe
            {
                Model = "test",
                Revision = "r1",
                Seed = recipe.Seed,
                Sampler = "v-adams",
                Schedule = "logistic",
                Steps = 3,
                Length = 100,
                Class = "snare",
            },
            recipe);
    }

    [Fact]
    public async Task ResolveAsync_TellsTheRecipeOfTheSound()
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 1, 2, "kick", "snare"));

        var recipe = await fixture.Generator.ResolveAsync(DrumKind.Snare, _quick);
        var clip = await fixture.Generator.GenerateAsync(DrumKind.Snare, _quick);
        var again = await fixture.Generator.GenerateAsync(recipe.Model, recipe.ToOptions());

        Assert.Equal(clip.Recipe, recipe);
        Assert.Equal(clip.Samples.ToArray(), again.Samples.ToArray());
    }

    [Fact]
    public async Task ResolveAsync_RefusesWhatGenerateAsyncRefuses()
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 1));

        await Assert.ThrowsAsync<UnknownNameException>(() => fixture.Generator.ResolveAsync(DrumKind.Kick, new() { Sampler = "none" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Generator.ResolveAsync(DrumKind.Kick, new() { Steps = 0 }));
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(1000, 1008)]
    public async Task GenerateAsync_AnyLength_IsRoundedUpAndCut(int length, int networkLength)
    {
        using var fixture = new GeneratorFixture();

        var clip = await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick with { Length = length });
        var whole = await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick with { Length = networkLength });

        Assert.Equal(length, clip.Length);
        for (var channel = 0; channel < 2; channel++)
            Assert.Equal(whole.Channel(channel)[..length].ToArray(), clip.Channel(channel).ToArray());
    }

    [Fact]
    public async Task GenerateBatchAsync_Item7Of8_EqualsItem7Alone()
    {
        using var fixture = new GeneratorFixture();
        using var oneByOne = new GeneratorFixture(configure: options => options.MaxBatch = 1);

        var batch = await fixture.Generator.GenerateBatchAsync(DrumKind.Kick, 8, _quick);
        var alone = await oneByOne.Generator.GenerateAsync(DrumKind.Kick, _quick with { Seed = 5 + 7 });

        Assert.Equal(alone.Samples.ToArray(), batch[7].Samples.ToArray());
        Assert.Equal(Enumerable.Range(5, 8).Select(seed => (ulong)seed), batch.Select(clip => clip.Recipe!.Seed));
        Assert.Equal(8, batch.Select(clip => clip.Samples.Span[0]).Distinct().Count());
    }

    [Fact]
    public async Task GenerateAsync_16AtOnce_EqualOneByOne_AndLoadOnce()
    {
        using var fixture = new GeneratorFixture();

        var together = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(i => fixture.Generator.GenerateAsync(DrumKind.Kick, _quick with { Seed = (ulong)i, Length = 100 + i })));

        for (var i = 0; i < 16; i++)
        {
            var alone = await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick with { Seed = (ulong)i, Length = 100 + i });
            Assert.Equal(alone.Samples.ToArray(), together[i].Samples.ToArray());
        }

        Assert.Equal(1, fixture.Models.Loads);
    }

    [Fact]
    public async Task GenerateAsync_Cancelled_StopsWithinOneNetworkCall()
    {
        using var source = new CancellationTokenSource();
        AnalyticGaussianModel model = null!;
        model = new AnalyticGaussianModel(0, 1) { OnCall = () => { if (model.Calls == 3) source.Cancel(); } };
        using var fixture = new GeneratorFixture(model);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => fixture.Generator.GenerateBatchAsync(DrumKind.Kick, 8, _quick, cancellationToken: source.Token));

        Assert.Equal(3, model.Calls);
    }

    [Fact]
    public async Task GenerateAsync_CancelledInTheLastCall_GivesNoSound()
    {
        using var source = new CancellationTokenSource();
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 1) { OnCall = source.Cancel });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Steps = 1 }, cancellationToken: source.Token));
    }

    [Fact]
    public async Task GenerateBatchAsync_ReportsProgressOverAllItems()
    {
        var time = new ManualTime();
        var log = new ProgressLog();
        using var fixture = new GeneratorFixture(
            new AnalyticGaussianModel(0, 1) { OnCall = () => time.Advance(TimeSpan.FromSeconds(2)) },
            configure: options => options.MaxBatch = 2,
            services: services => services.AddSingleton<TimeProvider>(time));
        fixture.Models.OnFetch = _ =>
        {
            time.Advance(TimeSpan.FromSeconds(60));
            return Task.CompletedTask;
        };

        await fixture.Generator.GenerateBatchAsync(DrumKind.Kick, 3, new() { Steps = 2 }, log);

        Assert.Equal(
            [
                (GenerationStage.Loading, 0, 0),
                (GenerationStage.Sampling, 0, 6), (GenerationStage.Sampling, 2, 6), (GenerationStage.Sampling, 4, 6),
                (GenerationStage.Sampling, 5, 6), (GenerationStage.Sampling, 6, 6), (GenerationStage.Done, 6, 6),
            ],
            log.Reports.Select(report => (report.Stage, report.Step, report.Steps)));

        // Loading took a minute, which says nothing about the steps: 2 of 6 took 2 seconds, so 4 are left.
        Assert.Equal(TimeSpan.FromSeconds(62), log.Reports[2].Elapsed);
        Assert.Equal(TimeSpan.FromSeconds(4), log.Reports[2].Remaining);
        Assert.Equal(1.0, log.Reports[^1].Fraction);
        Assert.Null(log.Reports[1].Remaining);
    }

    [Fact]
    public async Task GenerateAsync_NoSeed_DrawsOneOf53Bits()
    {
        using var fixture = new GeneratorFixture();

        var seeds = new HashSet<ulong>();
        for (var i = 0; i < 20; i++)
            seeds.Add((await fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Steps = 1, Length = 16 })).Recipe!.Seed);

        Assert.Equal(20, seeds.Count);
        Assert.All(seeds, seed => Assert.True(seed < 1ul << 53));
    }

    [Fact]
    public async Task GenerateBatchAsync_LastSeed_WrapsAround()
    {
        using var fixture = new GeneratorFixture();

        var clips = await fixture.Generator.GenerateBatchAsync(DrumKind.Kick, 2, _quick with { Seed = ulong.MaxValue });

        Assert.Equal(0ul, clips[1].Recipe!.Seed);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task GenerateAsync_NotFinite_NamesModelAndSeed(float bad)
    {
        using var fixture = new GeneratorFixture(
            new ScriptedDiffusionModel { OnPredict = (in VelocityRequest _, Span<float> velocity) => velocity[3] = bad });

        var exception = await Assert.ThrowsAsync<GenerationException>(() => fixture.Generator.GenerateAsync(DrumKind.Kick, _quick));

        Assert.Equal(("test", 5ul), (exception.Model, exception.Seed));
    }

    [Fact]
    public async Task GenerateAsync_GridThatStartsBelowOne_StartsFromScaledNoise()
    {
        float[] first = [];
        var model = new ScriptedDiffusionModel
        {
            OnPredict = (in VelocityRequest request, Span<float> velocity) =>
            {
                if (first.Length == 0)
                    first = request.Noisy.ToArray();
                velocity.Clear();
            },
        };
        using var fixture = new GeneratorFixture(model, services: services => services.AddSingleton<INoiseSchedule>(new HalfSchedule()));

        await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick with { Schedule = "half" });

        var noise = new float[32];
        new NoiseStream(5).Fill(noise, 1, 0);
        Golden.AssertClose(noise.Select(value => value * MathF.Sqrt(0.5f)).ToArray(), first, absolute: 1e-6);
    }

    [Fact]
    public async Task GenerateAsync_FetchOfTheModel_ReachesTheProgress()
    {
        using var fixture = new GeneratorFixture();
        fixture.Models.OnFetchProgress = progress => progress!.Report(new("file", "/cache", 1, 4, 2, TimeSpan.FromSeconds(1.5)));
        var log = new ProgressLog();

        await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick, log);

        var fetch = Assert.Single(log.Reports, report => report.Fetch is not null);
        Assert.Equal((GenerationStage.Loading, 0.25), (fetch.Stage, fetch.Fetch!.Value.Fraction));
        Assert.Equal(TimeSpan.FromSeconds(1.5), fetch.Remaining);
    }

    private sealed class HalfSchedule : INoiseSchedule
    {
        public string Name => "half";

        public void Fill(Span<float> noiseLevels)
        {
            new LinearSchedule().Fill(noiseLevels);
            foreach (ref var level in noiseLevels)
                level /= 2;
        }
    }
}
