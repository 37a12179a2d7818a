using Microsoft.Extensions.DependencyInjection;

namespace TinyAudioDiffusion.DanceDiffusion.Tests;

/// <summary>The verbs of the library with the plug-in's models.</summary>
public sealed class VerbTests
{
    private const int Length = 256;
    private static readonly GenerationOptions _options = new() { Seed = 1, Steps = 8, Finishing = FinishingOptions.None };

    [Fact]
    public async Task Inpaint_KeepsWhatIsNotAskedFor()
    {
        await using var dance = new Dance();
        var (studio, source) = (StudioOf(dance), Tone(Length));
        var region = new SoundRegion(TimeSpan.FromSeconds(0.008)); // the second half, at 16,000 Hz
        var made = Assert.Single(await studio.InpaintAsync(Dance.PathOf("tiny"), source, new() { Regions = [region] }, _options));

        Assert.Equal(source.Channel(0)[..(Length / 2)].ToArray(), made.Channel(0)[..(Length / 2)].ToArray());
        Assert.NotEqual(source.Channel(0)[(Length / 2)..].ToArray(), made.Channel(0)[(Length / 2)..].ToArray());
    }

    [Fact]
    public async Task Extend_KeepsTheSound_AndGoesOn()
    {
        await using var dance = new Dance();
        var (studio, source) = (StudioOf(dance), Tone(Length));
        var made = await studio.ExtendAsync(Dance.PathOf("tiny"), source, options: _options with { Length = 600 });

        Assert.Equal((600, 16000), (made.Length, made.SampleRate));
        Assert.Equal(source.Channel(0)[..Length].ToArray(), made.Channel(0)[..Length].ToArray());
        Assert.Contains(made.Channel(0)[Length..].ToArray(), sample => sample != 0);
    }

    [Fact]
    public async Task VaryInterpolateAndLoop_MakeSoundsOfTheirLengths()
    {
        await using var dance = new Dance();
        var (studio, source) = (StudioOf(dance), Tone(Length));
        var varied = await studio.VaryAsync(Dance.PathOf("tiny"), source, new() { Strength = 0.3 }, _options);
        var between = await studio.InterpolateAsync(Dance.PathOf("tiny"), otherSeed: 2, new() { Count = 3 }, _options);
        var loop = await studio.LoopAsync(Dance.PathOf("tiny"), options: _options with { Length = 128 });

        Assert.All([.. varied, .. between], clip => Assert.Equal(Length, clip.Length));
        Assert.Equal(3, between.Select(clip => clip.Samples.Span[0]).Distinct().Count());
        Assert.Equal(128, Assert.Single(loop).Length);
    }

    private static IDrumStudio StudioOf(Dance dance) => dance.Services.GetRequiredService<IDrumStudio>();

    private static AudioClip Tone(int length)
        => new([.. Enumerable.Range(0, 2 * length).Select(i => 0.5f * MathF.Sin(0.2f * (i % length)))], channels: 2, sampleRate: 16000);
}
