using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Tests.Fakes;

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

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { MaxDuration = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Sampler = "dpm-adaptive", MaxDuration = TimeSpan.FromSeconds(1) }));
    }
}
