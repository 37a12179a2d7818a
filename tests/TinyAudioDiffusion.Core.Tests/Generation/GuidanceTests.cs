using TinyAudioDiffusion.Tests.Fakes;

namespace TinyAudioDiffusion.Tests.Generation;

public class GuidanceTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 5, Steps = 8, Sampler = "ddim" };

    [Fact]
    public async Task Guidance_LeadsAwayFromTheNegativeClass()
    {
        // The mean is 10 times the class, and -10 without one: v = negative + scale (wanted - negative) moves the mean likewise.
        using var model = new AnalyticGaussianModel(0, 0, 2, "kick", "snare");
        using var fixture = new GeneratorFixture(model);

        var guided = await fixture.Generator.GenerateAsync(DrumKind.Snare, _quick with { Guidance = 2, NegativeClass = "kick" });
        var against = await fixture.Generator.GenerateAsync(DrumKind.Snare, _quick with { Guidance = 2 });
        var plain = await fixture.Generator.GenerateAsync(DrumKind.Snare, _quick with { Guidance = 1 });

        Assert.Equal(20f, guided.Samples.Span[0], 1e-3f);
        Assert.Equal(30f, against.Samples.Span[0], 1e-3f);
        Assert.Equal(10f, plain.Samples.Span[0], 1e-3f);
        Assert.Equal((2.0, "kick"), (guided.Recipe!.Guidance, guided.Recipe!.NegativeClass));
    }

    [Fact]
    public async Task GuidanceInterval_SaysWhereGuidanceActs()
    {
        using var model = new AnalyticGaussianModel(0, 0.5, 2, "kick", "snare");
        using var fixture = new GeneratorFixture(model);
        var guided = _quick with { Guidance = 3, GuidanceInterval = GuidanceInterval.All };

        var everywhere = await fixture.Generator.GenerateAsync(DrumKind.Snare, guided);
        var plain = await fixture.Generator.GenerateAsync(DrumKind.Snare, _quick with { Guidance = 1 });
        var nowhere = await fixture.Generator.GenerateAsync(DrumKind.Snare, guided with { GuidanceInterval = new(0, 0) });
        var above = await fixture.Generator.GenerateAsync(DrumKind.Snare, guided with { GuidanceInterval = new(0.5, 1) });

        Assert.Equal(plain.Samples.ToArray(), nowhere.Samples.ToArray());
        Assert.NotEqual(plain.Samples.ToArray(), above.Samples.ToArray());
        Assert.NotEqual(everywhere.Samples.ToArray(), above.Samples.ToArray());
        Assert.Null(everywhere.Recipe!.GuidanceInterval);
        Assert.Equal(new GuidanceInterval(0.5, 1), above.Recipe!.GuidanceInterval);
        Assert.Equal(
            above.Samples.ToArray(), (await fixture.Generator.GenerateAsync(DrumKind.Snare, above.Recipe!.ToOptions())).Samples.ToArray());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fixture.Generator.GenerateAsync(DrumKind.Snare, guided with { GuidanceInterval = new(0.5, 0.2) }));
    }

    [Fact]
    public async Task Guidance_WithoutClasses_Throws()
    {
        using var fixture = new GeneratorFixture();

        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Guidance = 2 }));
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { NegativeClass = "kick" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Guidance = -1 }));
    }

    [Theory]
    [InlineData("0.2-0.9", 0.2, 0.9)]
    [InlineData("0-1", 0, 1)]
    [InlineData(".5-.5", 0.5, 0.5)]
    public void Interval_IsReadAndWritten(string text, double from, double to)
    {
        var interval = GuidanceInterval.Parse(text);
        Assert.Equal(new GuidanceInterval(from, to), interval);
        Assert.Equal(interval, GuidanceInterval.Parse(interval!.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0.2")]
    [InlineData("0.9-0.2")]
    [InlineData("0.2-1.1")]
    [InlineData("-0.2-0.5")]
    [InlineData("a-b")]
    [InlineData("NaN-1")]
    public void Interval_ThatIsNone_IsNotRead(string text) => Assert.Null(GuidanceInterval.Parse(text));
}
