using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Verbs;

namespace TinyAudioDiffusion.Tests.Generation;

public class TimeBudgetTests
{
    [Theory]
    [InlineData(1000, 1, "ddim", 10)]
    [InlineData(1000, 1, "heun", 5)]
    [InlineData(1000, 8, "ddim", 5)]
    [InlineData(30, 1, "ddim", 1)]
    [InlineData(60_000, 1, "ddim", 50)]
    public async Task MaxDuration_PicksTheStepsFromTheMeasuredCost(int milliseconds, int count, string sampler, int expected)
    {
        // A call takes 100 ms, and 4 items go through the network together.
        var time = new ManualTime();
        using var fixture = new GeneratorFixture(
            new AnalyticGaussianModel(0, 1) { OnCall = () => time.Advance(TimeSpan.FromMilliseconds(100)) },
            services: services => services.AddSingleton<TimeProvider>(time));

        var clips = await fixture.Generator.GenerateBatchAsync(
            DrumKind.Kick, count, new() { Sampler = sampler, MaxDuration = TimeSpan.FromMilliseconds(milliseconds) });

        Assert.All(clips, clip => Assert.Equal(expected, clip.Recipe!.Steps));
    }

    // A call costs 10 ms for each item of 256 samples and grows with the square of the length. The budget is what five steps take, so five
    // steps it is.
    [Theory]
    [MemberData(nameof(EachVerb.All), MemberType = typeof(EachVerb))]
    public async Task MaxDuration_CountsEveryCallOfAVerb(string verb)
    {
        var time = new ManualTime();
        var model = new ScriptedDiffusionModel
        {
            Info = new() { Name = "scripted", SampleRate = 44100, Channels = 2, NativeLength = 256, LengthMultiple = 128 },
            OnPredict = (in VelocityRequest request, Span<float> velocity) =>
            {
                velocity.Clear();
                time.Advance(TimeSpan.FromMilliseconds(10.0 * request.Batch * request.Samples * request.Samples / (256 * 256)));
            },
        };
        using var fixture = new GeneratorFixture(model, services: services => services.AddSingleton<TimeProvider>(time));
        var options = new GenerationOptions { Seed = 1, Sampler = "ddim" };
        var five = await ElapsedAsync(options with { Steps = 5 });
        await ElapsedAsync(options with { MaxDuration = five });

        Assert.Equal(five, await ElapsedAsync(options with { MaxDuration = five }));
        Assert.InRange(await ElapsedAsync(options with { MaxDuration = 0.99 * five }), TimeSpan.FromTicks(1), 0.99 * five);
        Assert.Equal(
            await ElapsedAsync(options with { Steps = 1 }), await ElapsedAsync(options with { MaxDuration = TimeSpan.FromTicks(1) }));

        async Task<TimeSpan> ElapsedAsync(GenerationOptions options)
        {
            var start = time.GetTimestamp();
            await EachVerb.RunAsync(fixture, verb, EachVerb.Sound(), options);
            return time.GetElapsedTime(start);
        }
    }

    [Fact]
    public async Task MaxDuration_CountsGuidanceTwice()
    {
        var time = new ManualTime();
        var model = new ScriptedDiffusionModel
        {
            Info = new()
            {
                Name = "scripted",
                SampleRate = 44100,
                Channels = 1,
                NativeLength = 256,
                LengthMultiple = 128,
                Classes = ["kick"]
            },
            OnPredict = (in VelocityRequest request, Span<float> velocity) =>
            {
                velocity.Clear();
                time.Advance(TimeSpan.FromMilliseconds(10 * request.Batch));
            },
        };
        using var fixture = new GeneratorFixture(model, services: services => services.AddSingleton<TimeProvider>(time));
        var options = new GenerationOptions { MaxDuration = TimeSpan.FromMilliseconds(100), Guidance = 2 };

        Assert.Equal(5, (await fixture.Generator.GenerateAsync(DrumKind.Kick, options)).Recipe!.Steps);
        Assert.Equal(10, (await fixture.Generator.GenerateAsync(DrumKind.Kick, options with { Guidance = 1 })).Recipe!.Steps);
    }

    [Fact]
    public async Task MaxDuration_MeasuresOnce()
    {
        var time = new ManualTime();
        var model = new AnalyticGaussianModel(0, 1) { OnCall = () => time.Advance(TimeSpan.FromMilliseconds(100)) };
        using var fixture = new GeneratorFixture(model, services: services => services.AddSingleton<TimeProvider>(time));
        var options = new GenerationOptions { MaxDuration = TimeSpan.FromSeconds(0.5) };

        await fixture.Generator.GenerateAsync(DrumKind.Kick, options);
        Assert.Equal(2 + 5, model.Calls);
        await fixture.Generator.GenerateAsync(DrumKind.Kick, options);
        Assert.Equal(2 + 5 + 5, model.Calls);
    }

    [Fact]
    public async Task MaxDuration_ThatCannotBeKept_Throws()
    {
        using var fixture = new GeneratorFixture();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { MaxDuration = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Generator.GenerateAsync(
                DrumKind.Kick, new() { Sampler = "dpm-adaptive", MaxDuration = TimeSpan.FromSeconds(1) }));
    }
}
