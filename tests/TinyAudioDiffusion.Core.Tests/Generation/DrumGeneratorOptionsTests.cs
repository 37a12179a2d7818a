using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Tests.Generation;

public class DrumGeneratorOptionsTests
{
    [Theory]
    [InlineData(1, 2, 3, 4, 1)]
    [InlineData(null, 2, 3, 4, 2)]
    [InlineData(null, null, 3, 4, 3)]
    [InlineData(null, null, null, 4, 4)]
    [InlineData(null, null, null, null, 16)]
    public async Task Steps_CallThenHostThenCardThenModelThenDefaults(int? call, int? host, int? card, int? model, int expected)
    {
        using var fixture = new GeneratorFixture(
            card: new ModelCard { Id = "test", Location = "fake:test", Kinds = [DrumKind.Kick], Settings = new(Steps: card) },
            settings: new SamplingSettings(Steps: model),
            configure: options => options.Steps = host);

        var clip = await fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Steps = call });

        Assert.Equal(expected, clip.Recipe!.Steps);
    }

    // A schedule and steps belong to the sampler that they are recommended with.
    [Theory]
    [InlineData(null, null, null, "v-adams", "logistic", 16)]
    [InlineData("ddim", null, null, "ddim", "linear", 50)]
    [InlineData("DDIM", null, 7, "ddim", "linear", 7)]
    [InlineData("v-adams", null, null, "v-adams", "logistic", 16)]
    [InlineData(null, "karras", null, "v-adams", "karras", 16)]
    [InlineData("unipc", "karras", null, "unipc", "karras", 50)]
    public async Task Sampler_OfTheCall_LeavesTheRestOfAnotherSamplersRecipe(
        string? sampler, string? schedule, int? steps, string expected, string expectedSchedule, int expectedSteps)
    {
        using var fixture = new GeneratorFixture();
        using var recommended = new GeneratorFixture(settings: SamplingSettings.Fast);

        foreach (var generator in new[] { fixture.Generator, recommended.Generator })
        {
            var options = new GenerationOptions { Sampler = sampler, Schedule = schedule, Steps = steps };
            var recipe = (await generator.GenerateAsync(DrumKind.Kick, options)).Recipe!;
            Assert.Equal((expected, expectedSchedule, expectedSteps), (recipe.Sampler, recipe.Schedule, recipe.Steps));
        }
    }

    [Fact]
    public async Task ModelsRecipe_IsTheDefault_FinishingAndGuidanceToo()
    {
        using var fixture = new GeneratorFixture(
            WithClasses(), settings: new("heun", "karras", 3, FinishingOptions.Ready) { Guidance = 2.5 });

        var recipe = (await fixture.Generator.GenerateAsync(DrumKind.Kick)).Recipe!;
        var none = new GenerationOptions { Guidance = 1, Finishing = FinishingOptions.None };
        var changed = (await fixture.Generator.GenerateAsync(DrumKind.Kick, none)).Recipe!;
        var unasked = (await fixture.Generator.GenerateAsync("test")).Recipe!;

        Assert.Equal(
            ("heun", "karras", 3, 2.5, FinishingOptions.Ready),
            (recipe.Sampler, recipe.Schedule, recipe.Steps, recipe.Guidance!.Value, recipe.Finishing));
        Assert.Equal((1.0, null), (changed.Guidance!.Value, changed.Finishing));
        Assert.Null(unasked.Guidance); // no class is asked for, so nothing is there to be led to
        using var without = new GeneratorFixture(settings: new() { Guidance = 2.5 });
        Assert.Null((await without.Generator.GenerateAsync(DrumKind.Kick)).Recipe!.Guidance);
    }

    [Fact]
    public async Task DdimVerbs_TakeTheReferencesGrid_UnlessTheModelRecommendsDdim()
    {
        using var fixture = new GeneratorFixture(settings: SamplingSettings.Fast);
        using var own = new GeneratorFixture(settings: new("ddim", "crash", 30));

        Assert.Equal(("ddim", "linear", 50), await Of(fixture));
        Assert.Equal(("ddim", "crash", 30), await Of(own));

        static async Task<(string, string, int)> Of(GeneratorFixture fixture)
        {
            var recipe = (await fixture.Studio.InpaintAsync(
                "test", new AudioClip(new float[256], 1, 44100), new() { Regions = [new(Channel: 0)] }))[0].Recipe!;
            return (recipe.Sampler, recipe.Schedule, recipe.Steps);
        }
    }

    [Fact]
    public async Task UnknownNames_FailBeforeTheModelIsLoaded()
    {
        using var fixture = new GeneratorFixture();

        var sampler = await Assert.ThrowsAsync<UnknownNameException>(
            () => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Sampler = "magic" }));
        await Assert.ThrowsAsync<UnknownNameException>(() => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Schedule = "magic" }));

        Assert.Contains("known are ddim", sampler.Message, StringComparison.Ordinal);
        Assert.Equal(0, fixture.Models.Fetches);
    }

    [Theory]
    [InlineData(0, null, 1)]
    [InlineData(10_001, null, 1)]
    [InlineData(null, 0, 1)]
    [InlineData(null, int.MaxValue, 1)]
    [InlineData(null, (1 << 24) + 1, 1)]
    [InlineData(null, null, 0)]
    [InlineData(null, null, 10_001)]
    [InlineData(null, null, int.MaxValue)]
    [InlineData(null, 1 << 24, 1_000)]
    [InlineData(10_000, null, 1_000_000)]
    public async Task OutOfRange_Throws(int? steps, int? length, int count)
    {
        using var fixture = new GeneratorFixture();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fixture.Generator.GenerateBatchAsync(DrumKind.Kick, count, new() { Steps = steps, Length = length }));
    }

    [Fact]
    public async Task HostsLimits_HoldForEveryCall_AndSayTheirName()
    {
        using var fixture = new GeneratorFixture(
            configure: options => (options.MaxSteps, options.MaxLength, options.MaxCount) = (20, 300, 2));

        await fixture.Generator.GenerateBatchAsync(DrumKind.Kick, 2, new() { Steps = 20, Length = 300 });
        var steps = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Steps = 21 }));
        var length = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Length = 301 }));
        var count = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Generator.GenerateBatchAsync(DrumKind.Kick, 3));
        var recommended = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Sampler = "ddim" }));

        Assert.Contains("from 1 to 20 (TinyAudioDiffusionOptions.MaxSteps)", steps.Message, StringComparison.Ordinal);
        Assert.Contains("from 1 to 300 (TinyAudioDiffusionOptions.MaxLength)", length.Message, StringComparison.Ordinal);
        Assert.Contains("from 1 to 2 (TinyAudioDiffusionOptions.MaxCount)", count.Message, StringComparison.Ordinal);
        Assert.Contains("is 50; it must be from 1 to 20", recommended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostsSettings_WinOverTheModels_AndAreReportedOnce()
    {
        using var log = new LogList("GenerationPlanner");
        using var fixture = new GeneratorFixture(
            settings: new("heun", "karras", 3),
            configure: options => options.Steps = 6,
            services: services => services.AddSingleton<ILoggerFactory>(log).AddSingleton(typeof(ILogger<>), typeof(Logger<>)));

        var first = (await fixture.Generator.GenerateAsync(DrumKind.Kick)).Recipe!;
        await fixture.Generator.GenerateAsync(DrumKind.Kick);

        Assert.Equal(("heun", "karras", 6), (first.Sampler, first.Schedule, first.Steps));
        Assert.Equal(
            "The model test recommends sampler heun, schedule karras, 3 steps. TinyAudioDiffusionOptions sets 6 steps and wins.",
            Assert.Single(log.Messages));
    }

    [Fact]
    public async Task Names_AreComparedWithoutCase_AndTheRecipeTellsTheRealOnes()
    {
        using var fixture = new GeneratorFixture();

        var clip = await fixture.Generator.GenerateAsync("TEST", new() { Sampler = "DDIM", Schedule = "Linear", Steps = 1 });

        Assert.Equal(("test", SamplerNames.Ddim, ScheduleNames.Linear), (clip.Recipe!.Model, clip.Recipe!.Sampler, clip.Recipe!.Schedule));
    }

    [Fact]
    public async Task Model_OfTheOptions_CountsBeforeTheKind()
    {
        using var fixture = new GeneratorFixture();

        var clip = await fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Model = "fake:other", Steps = 1 });

        Assert.Equal("fake:other", clip.Recipe!.Model);
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Generator.GenerateAsync("test", new() { Model = "fake:other" }));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => fixture.Generator.GenerateAsync("nonsense"));
    }

    [Theory]
    [InlineData(DrumKind.Kick, null, 2, "Kick")]
    [InlineData(DrumKind.HiHat, null, 0, "hi-hat")]
    [InlineData(DrumKind.Snare, null, 1, "SNARE")]
    [InlineData(DrumKind.Kick, "hi hat", 0, "hi-hat")]
    [InlineData(null, null, null, null)]
    [InlineData(null, "snare", 1, "SNARE")]
    public async Task Class_IsTheCallsElseTheKinds(DrumKind? kind, string? label, int? expectedIndex, string? expectedLabel)
    {
        var model = WithClasses();
        using var fixture = new GeneratorFixture(model);
        var options = new GenerationOptions { Steps = 1, Class = label };

        var clip = kind is { } known
            ? await fixture.Generator.GenerateAsync(known, options)
            : await fixture.Generator.GenerateAsync("test", options);

        Assert.Equal(expectedIndex is { } index ? [index] : [], Assert.Single(model.Requests).Classes);
        Assert.Equal(expectedLabel, clip.Recipe!.Class);
    }

    [Fact]
    public async Task Class_OfACardWithOneKind_NeedsNoKind()
    {
        using var fixture = new GeneratorFixture(
            WithClasses(), new ModelCard { Id = "test", Location = "fake:test", Kinds = [DrumKind.HiHat] });

        Assert.Equal("hi-hat", (await fixture.Generator.GenerateAsync("test", new() { Steps = 1 })).Recipe!.Class);
    }

    [Fact]
    public async Task Class_ThatTheModelLacks_Throws()
    {
        using var fixture = new GeneratorFixture(WithClasses());
        using var without = new GeneratorFixture();

        await Assert.ThrowsAsync<UnknownNameException>(() => fixture.Generator.GenerateAsync(DrumKind.Percussion));
        await Assert.ThrowsAsync<UnknownNameException>(() => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Class = "cowbell" }));
        await Assert.ThrowsAsync<ArgumentException>(() => without.Generator.GenerateAsync(DrumKind.Kick, new() { Class = "kick" }));
    }

    private static ScriptedDiffusionModel WithClasses() => new()
    {
        Info = new()
        {
            Name = "classes",
            SampleRate = 44100,
            Channels = 1,
            NativeLength = 16,
            LengthMultiple = 16,
            Classes = ["hi-hat", "SNARE", "Kick"]
        },
    };
}
