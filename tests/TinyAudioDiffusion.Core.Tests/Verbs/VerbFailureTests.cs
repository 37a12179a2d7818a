using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Verbs;

/// <summary>Bad input and cancellation, for every verb.</summary>
public class VerbFailureTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 5, Steps = 8 };

    public static TheoryData<string> Verbs() => ["vary", "inpaint", "interpolate-seeds", "interpolate", "invert", "from-noise", "extend", "loop", "best-of", "stream", "generate"];

    public static TheoryData<string> VerbsWithASource() => ["vary", "inpaint", "interpolate", "invert", "from-noise", "extend"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Cancelled_StopsWithinOneNetworkCall_AndGivesNothing(string verb)
    {
        using var source = new CancellationTokenSource();
        AnalyticGaussianModel model = null!;
        model = new AnalyticGaussianModel(0, 1) { OnCall = () => { if (model.Calls == 3) source.Cancel(); } };
        using var fixture = new GeneratorFixture(model);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(fixture.Studio, fixture.Generator, verb, Sound(), _quick, source.Token));

        Assert.Equal(3, model.Calls);
    }

    [Theory]
    [MemberData(nameof(VerbsWithASource))]
    public async Task EmptySource_Throws(string verb)
    {
        using var fixture = new GeneratorFixture();

        var exception = await Assert.ThrowsAsync<UnusableSoundException>(() => Run(fixture.Studio, fixture.Generator, verb, new AudioClip([], 2, 44100), _quick));

        Assert.Contains("is empty", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, fixture.Models.Fetches);
    }

    [Theory]
    [MemberData(nameof(VerbsWithASource))]
    public async Task NotANumber_Throws(string verb)
    {
        using var fixture = new GeneratorFixture();
        var bad = new AudioClip([0, float.NaN, 0, 0], 2, 44100);

        var exception = await Assert.ThrowsAsync<UnusableSoundException>(() => Run(fixture.Studio, fixture.Generator, verb, bad, _quick));

        Assert.Contains("not finite", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task NoSteps_Throws(string verb)
    {
        using var fixture = new GeneratorFixture();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Run(fixture.Studio, fixture.Generator, verb, Sound(), _quick with { Steps = 0 }));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task UnknownSchedule_ListsTheKnownOnes(string verb)
    {
        using var fixture = new GeneratorFixture();

        var exception = await Assert.ThrowsAsync<UnknownNameException>(() => Run(fixture.Studio, fixture.Generator, verb, Sound(), _quick with { Schedule = "magic" }));

        Assert.Contains("cosine-logsnr, crash, exponential, karras, linear, polyexponential", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vary")]
    [InlineData("loop")]
    [InlineData("generate")]
    public async Task UnknownSampler_ListsTheKnownOnes(string verb)
    {
        using var fixture = new GeneratorFixture();

        var exception = await Assert.ThrowsAsync<UnknownNameException>(() => Run(fixture.Studio, fixture.Generator, verb, Sound(), _quick with { Sampler = "magic" }));

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

        await Assert.ThrowsAsync<ArgumentException>(() => Run(fixture.Studio, fixture.Generator, verb, Sound(), _quick with { Sampler = "heun" }));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public async Task Strength_OutOfRange_Throws(double strength)
    {
        using var fixture = new GeneratorFixture();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Studio.VaryAsync("test", Sound(), new() { Strength = strength }));
    }

    [Fact]
    public async Task OtherNumbers_OutOfRange_Throw()
    {
        using var fixture = new GeneratorFixture();
        var studio = fixture.Studio;

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.VaryAsync("test", Sound(), new() { Count = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => studio.InpaintAsync("test", Sound(), new() { Regions = [] }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.InpaintAsync("test", Sound(), new() { Regions = [new()], Resamples = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.InterpolateAsync("test", 1, new() { Count = 1 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.InvertAsync("test", Sound(), refinements: -1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.ExtendAsync("test", Sound()));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.ExtendAsync("test", Sound(), options: new() { Length = 10 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.ExtendAsync("test", Sound(), new() { Overlap = 1 }, new() { Length = 1000 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => studio.BestOfAsync("test", 0));
        await Assert.ThrowsAsync<UnusableSoundException>(() => studio.GenerateFromNoiseAsync("test", new AudioClip(new float[100], 1, 44100)));
        await Assert.ThrowsAsync<ArgumentException>(() => studio.LoopAsync(default));
    }

    private static async Task Run(
        IDrumStudio studio, IDrumGenerator generator, string verb, AudioClip source, GenerationOptions options, CancellationToken cancellationToken = default)
    {
        switch (verb)
        {
            case "vary":
                await studio.VaryAsync("test", source, new() { Strength = 0.9 }, options, null, cancellationToken);
                break;
            case "inpaint":
                await studio.InpaintAsync("test", source, new() { Regions = [new(Channel: 1)] }, options, null, cancellationToken);
                break;
            case "interpolate-seeds":
                await studio.InterpolateAsync("test", 9, null, options, null, cancellationToken);
                break;
            case "interpolate":
                await studio.InterpolateAsync("test", source, source, null, options, null, cancellationToken);
                break;
            case "invert":
                await studio.InvertAsync("test", source, 2, options, null, cancellationToken);
                break;
            case "from-noise":
                await studio.GenerateFromNoiseAsync("test", source, options, null, cancellationToken);
                break;
            case "extend":
                await studio.ExtendAsync("test", source, null, options with { Length = 1000 }, null, cancellationToken);
                break;
            case "loop":
                await studio.LoopAsync("test", 1, options, null, cancellationToken);
                break;
            case "best-of":
                await studio.BestOfAsync("test", 3, null, options, null, cancellationToken);
                break;
            case "stream":
                await foreach (var unused in studio.StreamAsync("test", options, cancellationToken))
                {
                }

                break;
            default:
                await generator.GenerateAsync("test", options, null, cancellationToken);
                break;
        }
    }

    private static AudioClip Sound() => new([.. Enumerable.Range(0, 512).Select(i => (float)Math.Sin(i))], 2, 44100);
}
