using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Verbs;

/// <summary>Bad input and cancellation, for every verb.</summary>
public class VerbFailureTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 5, Steps = 8 };

    [Theory]
    [MemberData(nameof(EachVerb.All), MemberType = typeof(EachVerb))]
    public async Task Cancelled_StopsWithinOneNetworkCall_AndGivesNothing(string verb)
    {
        using var source = new CancellationTokenSource();
        AnalyticGaussianModel model = null!;
        model = new AnalyticGaussianModel(0, 1) { OnCall = () => { if (model.Calls == 3) source.Cancel(); } };
        using var fixture = new GeneratorFixture(model);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => EachVerb.RunAsync(fixture, verb, EachVerb.Sound(), _quick, source.Token));

        Assert.Equal(3, model.Calls);
    }

    [Theory]
    [MemberData(nameof(EachVerb.WithASource), MemberType = typeof(EachVerb))]
    public async Task EmptySource_Throws(string verb)
    {
        using var fixture = new GeneratorFixture();

        var exception = await Assert.ThrowsAsync<UnusableSoundException>(
            () => EachVerb.RunAsync(fixture, verb, new AudioClip([], 2, 44100), _quick));

        Assert.Contains("is empty", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, fixture.Models.Fetches);
    }

    [Theory]
    [MemberData(nameof(EachVerb.WithASource), MemberType = typeof(EachVerb))]
    public async Task NotANumber_Throws(string verb)
    {
        using var fixture = new GeneratorFixture();
        var bad = new AudioClip([0, float.NaN, 0, 0], 2, 44100);

        var exception = await Assert.ThrowsAsync<UnusableSoundException>(() => EachVerb.RunAsync(fixture, verb, bad, _quick));

        Assert.Contains("not finite", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EachVerb.All), MemberType = typeof(EachVerb))]
    public async Task NoSteps_Throws(string verb)
    {
        using var fixture = new GeneratorFixture();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => EachVerb.RunAsync(fixture, verb, EachVerb.Sound(), _quick with { Steps = 0 }));
    }

    [Theory]
    [MemberData(nameof(EachVerb.All), MemberType = typeof(EachVerb))]
    public async Task UnknownSchedule_ListsTheKnownOnes(string verb)
    {
        using var fixture = new GeneratorFixture();

        var exception = await Assert.ThrowsAsync<UnknownNameException>(
            () => EachVerb.RunAsync(fixture, verb, EachVerb.Sound(), _quick with { Schedule = "magic" }));

        Assert.Contains(
            "cosine-logsnr, crash, exponential, karras, linear, logistic, polyexponential", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vary")]
    [InlineData("loop")]
    [InlineData("generate")]
    public async Task UnknownSampler_ListsTheKnownOnes(string verb)
    {
        using var fixture = new GeneratorFixture();

        var exception = await Assert.ThrowsAsync<UnknownNameException>(
            () => EachVerb.RunAsync(fixture, verb, EachVerb.Sound(), _quick with { Sampler = "magic" }));

        Assert.Contains("ddim, ddpm, dpm-2, dpm-adaptive, dpmpp-2m, dpmpp-2m-sde", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inpaint")]
    [InlineData("interpolate")]
    [InlineData("invert")]
    [InlineData("extend")]
    public async Task OtherSampler_WhereOnlyDdimWorks_Throws(string verb)
    {
        using var fixture = new GeneratorFixture();

        await Assert.ThrowsAsync<ArgumentException>(
            () => EachVerb.RunAsync(fixture, verb, EachVerb.Sound(), _quick with { Sampler = "heun" }));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public async Task Strength_OutOfRange_Throws(double strength)
    {
        using var fixture = new GeneratorFixture();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fixture.Studio.VaryAsync("test", EachVerb.Sound(), new() { Strength = strength }));
    }

    [Fact]
    public async Task OtherNumbers_OutOfRange_Throw()
    {
        using var fixture = new GeneratorFixture();
        var studio = fixture.Studio;

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.VaryAsync("test", EachVerb.Sound(), new() { Count = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => studio.InpaintAsync("test", EachVerb.Sound(), new() { Regions = [] }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => studio.InpaintAsync("test", EachVerb.Sound(), new() { Regions = [new()], Resamples = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.InterpolateAsync("test", 1, new() { Count = 1 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.InvertAsync("test", EachVerb.Sound(), refinements: -1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.ExtendAsync("test", EachVerb.Sound()));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => studio.ExtendAsync("test", EachVerb.Sound(), options: new() { Length = 10 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => studio.ExtendAsync("test", EachVerb.Sound(), new() { Overlap = 1 }, new() { Length = 1000 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.BestOfAsync("test", 0));
        await Assert.ThrowsAsync<UnusableSoundException>(
            () => studio.GenerateFromNoiseAsync("test", new AudioClip(new float[100], 1, 44100)));
        await Assert.ThrowsAsync<ArgumentException>(() => studio.LoopAsync(default));
    }
}
