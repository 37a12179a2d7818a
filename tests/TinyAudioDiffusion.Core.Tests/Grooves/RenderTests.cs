using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Grooves;

/// <summary>Grooves as clips: where the hits stand, how loud they are, and which sounds they have.</summary>
public sealed class RenderTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 5, Steps = 4, Sampler = "ddim" };

    [Fact]
    public async Task Peaks_StandAtTheExactFrames()
    {
        // A sixteenth at 120 beats a minute is 5512.5 frames: errors would add up.
        var clip = await RenderAsync(new ClickModel(1, 0.5f, 0), "kick xxxx xxxx xxxx xxxx");

        Assert.Equal(Enumerable.Range(0, 16).Select(i => (int)Math.Round(i * 5512.5, MidpointRounding.AwayFromZero)), Peaks(clip));
        Assert.Equal((2, 44100, 88200), (clip.Channels, clip.SampleRate, clip.Length));
        Assert.Equal(clip.Channel(0), clip.Channel(1));
    }

    [Fact]
    public async Task Swing_MovesEverySecondStep()
    {
        var clip = await RenderAsync(new ClickModel(1, 0), "kick xxxx", new() { Swing = 2 / 3.0 });

        // A pair of sixteenths is 11025 frames, of which the first takes two thirds.
        Assert.Equal([0, 7350, 11025, 18375], Peaks(clip));
    }

    [Fact]
    public async Task Tempo_OfTheCall_ReplacesTheGroovesAndItsChanges()
    {
        var groove = GrooveGrid.Parse("step: 1/4\nkick xxxx", "x") with { Tempo = 60, TempoChanges = [new(2, 120)] };
        using var fixture = new GeneratorFixture(new ClickModel(1, 0));

        var own = await fixture.Studio.RenderAsync(groove, null, _quick);
        var faster = await fixture.Studio.RenderAsync(groove, new() { Tempo = 240, Repeats = 2 }, _quick);

        Assert.Equal([0, 44100, 88200, 110250], Peaks(own));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => i * 11025), Peaks(faster));
    }

    [Fact]
    public async Task Velocity_IsSquared_AndSofterLayersAreDarker()
    {
        var clip = await RenderAsync(new ClickModel(1, 0, 0, 0), "step: 1/4\nkick X3", new() { Gain = 0 });

        var (hard, soft) = (clip.Channel(0)[0], clip.Channel(0)[22050]);
        Assert.Equal(1f, hard, 1e-5f);
        Assert.Equal(0f, clip.Channel(0)[1], 1e-5f);
        Assert.InRange(soft, 0.01f, 1 / 9f);
        Assert.InRange(clip.Channel(0)[22051], 0.3f * soft, 0.9f * soft); // the low-pass rings on
        var bright = await RenderAsync(new ClickModel(1, 0, 0, 0), "step: 1/4\nkick X3", new() { Gain = 0, VelocityLayers = 1 });
        Assert.Equal(1 / 9f, bright.Channel(0)[22050], 1e-5f);
    }

    [Fact]
    public async Task ClosedHat_EndsTheOpenOne_WithoutAClick()
    {
        float[] ringing = [.. Enumerable.Repeat(0.5f, 20_000)];
        var alone = await RenderAsync(new ClickModel(ringing), "open-hat x.......", new() { VelocityLayers = 1 });
        var choked = await RenderAsync(new ClickModel(ringing), "open-hat x.......\nclosed-hat .1......", new() { VelocityLayers = 1 });

        var level = alone.Channel(0)[15_000];
        Assert.True(level > 0.05f);
        Assert.True(choked.Channel(0)[15_000] < 0.05f * level);
        for (var i = 1; i < 15_000; i++)
            Assert.True(Math.Abs(choked.Channel(0)[i] - choked.Channel(0)[i - 1]) < 0.1f * level, $"a step at frame {i}");
    }

    [Fact]
    public async Task RoundRobins_TakeTurns_NearThePadsOwnSound()
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 0.1));
        var clip = await fixture.Studio.RenderAsync(
            GrooveGrid.Parse("kick xxxxx...", "x"), new() { RoundRobins = 3, VelocityLayers = 1 }, _quick);
        var own = await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick);
        var hits = Enumerable.Range(0, 5).Select(i => Hit(clip, i, own.Length)).ToArray();

        Assert.Equal(1, Correlation(hits[0], own.Channel(0).ToArray()), 1e-6);
        Assert.InRange(Correlation(hits[0], hits[1]), 0.8, 0.99);
        Assert.InRange(Correlation(hits[1], hits[2]), 0.8, 0.995);
        Assert.Equal(1, Correlation(hits[0], hits[3]), 1e-6);
        Assert.Equal(1, Correlation(hits[1], hits[4]), 1e-6);
    }

    [Fact]
    public async Task Fresh_NeverPlaysOneSoundTwice_AndIsTheSameForTheSameSeed()
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 0.1));
        var groove = GrooveGrid.Parse("kick xxxx\nsnare x.x.", "x");

        var clip = await fixture.Studio.RenderAsync(groove, new() { Fresh = true, Repeats = 2, VelocityLayers = 1 }, _quick);
        var again = await fixture.Studio.RenderAsync(groove, new() { Fresh = true, Repeats = 2, VelocityLayers = 1 }, _quick);

        var hits = Enumerable.Range(0, 8).Select(i => Hit(clip, i, 256)).ToArray();
        for (var i = 0; i < hits.Length; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.NotEqual(hits[i], hits[j]);
        }

        Assert.Equal(clip.Samples.ToArray(), again.Samples.ToArray());
    }

    [Fact]
    public async Task AMixThatIsTooLoud_IsTurnedDownAsAWhole()
    {
        var clip = await RenderAsync(new ClickModel(1, 0.5f), "kick X\nkick-2 X\nsnare X", new() { Gain = 0 });

        Assert.Equal(1f, clip.Peak);
        Assert.Equal(0.5f, clip.Channel(0)[1], 1e-5f);
    }

    [Fact]
    public async Task Parts_AskForTheirClass_WhereTheModelKnowsIt()
    {
        var model = new AnalyticGaussianModel(0, 0.1, 1, "kick", "snare", "open-hat", "closed-hat", "percussion");
        using var fixture = new GeneratorFixture(model);

        // The model's sounds are 10 times their class's index around 0.
        var clip = await fixture.Studio.RenderAsync(
            GrooveGrid.Parse("snare x...\nopen-hat .x..\nhat ..x.\nclap ...x", "x"), new() { VelocityLayers = 1, Gain = -60 },
            _quick with { Guidance = 1 });

        float[] levels = [.. Enumerable.Range(0, 4).Select(i => Hit(clip, i, 256).Average())];
        float[] expected = [10 * Level(-1), 20 * Level(-9), 30 * Level(-9), 40 * Level(-3)];
        for (var i = 0; i < 4; i++)
            Assert.Equal(expected[i], levels[i], 0.02f * expected[i]);

        static float Level(double decibels) => 0.64f * (float)Math.Pow(10, (decibels - 60) / 20);
    }

    [Fact]
    public async Task Progress_ReachesItsEnd_AndCancellationStops()
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 0.1));
        var log = new ProgressLog();
        var groove = GrooveGrid.Parse("kick xxxx\nsnare .x..", "x");

        await fixture.Studio.RenderAsync(groove, null, _quick, log);

        // Three kicks and a snare, of four steps each.
        Assert.Equal(16, log.Reports.Where(report => report.Stage == GenerationStage.Sampling).Max(report => report.Step));
        Assert.All(log.Reports, report => Assert.True(report.Step <= report.Steps));
        Assert.Equal(GenerationStage.Done, log.Reports[^1].Stage);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => fixture.Studio.RenderAsync(groove, null, _quick, null, stop.Token));
    }

    public static TheoryData<string, Groove, GrooveOptions, GenerationOptions> Impossible()
    {
        var good = GrooveGrid.Parse("kick x", "x");
        return new()
        {
            { "no hits", good with { Hits = [] }, new(), _quick },
            { "no length", good with { Beats = 0 }, new(), _quick },
            { "outside", good with { Hits = [good.Hits[0] with { Beat = 2 }] }, new(), _quick },
            { "not a beat", good with { Hits = [good.Hits[0] with { Beat = double.NaN }] }, new(), _quick },
            { "silent", good with { Hits = [good.Hits[0] with { Velocity = 0 }] }, new(), _quick },
            { "too long", good with { Beats = 100_000 }, new(), _quick },
            { "tempo", good with { Tempo = 0 }, new(), _quick },
            { "tempo of the call", good, new() { Tempo = 2000 }, _quick },
            { "swing", good, new() { Swing = 0.9 }, _quick },
            { "repeats", good, new() { Repeats = 0 }, _quick },
            { "round robins", good, new() { RoundRobins = 0 }, _quick },
            { "layers", good, new() { VelocityLayers = 17 }, _quick },
            { "spread", good, new() { Spread = double.NaN }, _quick },
            { "gain", good, new() { Gain = 100 }, _quick },
            { "a class", good, new(), _quick with { Class = "snare" } },
        };
    }

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public async Task WhatCannotBePlayed_IsAnArgumentException(
        string fault, Groove groove, GrooveOptions rendering, GenerationOptions options)
    {
        using var fixture = new GeneratorFixture(new ClickModel(1, 0));

        var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => fixture.Studio.RenderAsync(groove, rendering, options));

        Assert.NotEmpty(fault);
        Assert.NotEmpty(exception.Message);
    }

    private static async Task<AudioClip> RenderAsync(IDiffusionModel model, string grid, GrooveOptions? rendering = null)
    {
        using var fixture = new GeneratorFixture(model);
        return await fixture.Studio.RenderAsync(GrooveGrid.Parse(grid, "x"), rendering, _quick);
    }

    // The frames that are louder than both neighbours.
    private static IEnumerable<int> Peaks(AudioClip clip)
    {
        var samples = clip.Channel(0).ToArray();
        return Enumerable.Range(0, samples.Length).Where(
            i => samples[i] > 0.1f && (i == 0 || samples[i] > samples[i - 1]) && (i == samples.Length - 1 || samples[i] > samples[i + 1]));
    }

    private static float[] Hit(AudioClip clip, int sixteenth, int length)
        => clip.Channel(0).Slice((int)Math.Round(sixteenth * 5512.5, MidpointRounding.AwayFromZero), length).ToArray();

    private static double Correlation(float[] a, float[] b)
        => a.Zip(b, (x, y) => (double)x * y).Sum() / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(x => (double)x * x));
}
