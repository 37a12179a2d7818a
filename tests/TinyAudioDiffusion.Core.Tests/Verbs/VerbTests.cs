using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Verbs;

public class VerbTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 5, Steps = 8, Sampler = "ddim" };

    [Fact]
    public async Task Vary_StartsFromTheSourceWithNoiseOfItsLevel()
    {
        using var model = new AnalyticGaussianModel(0.2, 0.1);
        using var fixture = new GeneratorFixture(model);
        var source = Tone(256);

        var clip = Assert.Single(await fixture.Studio.VaryAsync(DrumKind.Kick, source, new() { Strength = 0.5 }, _quick));

        // By hand: alpha source + sigma noise at t = 0.5, then the grid's levels below.
        var x = new float[512];
        new NoiseStream(5).Fill(x, 2, draw: 0);
        for (var i = 0; i < x.Length; i++)
            x[i] = (VObjective.Alpha(0.5f) * source.Samples.Span[i]) + (VObjective.Sigma(0.5f) * x[i]);
        new DdimSampler().Sample(new SamplingRun(model, [0.5f, 0.375f, 0.25f, 0.125f, 0f], [new NoiseStream(5)], 256), x);
        Golden.AssertClose(x, clip.Samples.Span, absolute: 1e-6);
        Assert.Equal(("vary", 0.5), (clip.Recipe!.Edit!.Verb, clip.Recipe!.Edit!.Amount));
    }

    [Fact]
    public async Task Vary_StrengthZero_IsTheSource_AndOne_IsTheGeneratedSound()
    {
        using var fixture = new GeneratorFixture();
        var source = Tone(256);

        var none = (await fixture.Studio.VaryAsync(DrumKind.Kick, source, new() { Strength = 0 }, _quick))[0];
        var all = (await fixture.Studio.VaryAsync(DrumKind.Kick, source, new() { Strength = 1 }, _quick))[0];

        Assert.Equal(source.Samples.ToArray(), none.Samples.ToArray());
        Golden.AssertClose((await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick)).Samples.Span, all.Samples.Span, absolute: 1e-6);
    }

    [Fact]
    public async Task Vary_Legacy_TakesSourcePlusNoiseForNoise()
    {
        using var model = new AnalyticGaussianModel(0.2, 0.1);
        using var fixture = new GeneratorFixture(model);
        var source = Tone(256);

        var clip = (await fixture.Studio.VaryAsync(DrumKind.Kick, source, new() { Strength = 0.3, Legacy = true }, _quick))[0];

        var x = new float[512];
        new NoiseStream(5).Fill(x, 2, draw: 0);
        for (var i = 0; i < x.Length; i++)
            x[i] = (x[i] * 0.3f) + source.Samples.Span[i];
        new DdimSampler().Sample(new SamplingRun(model, Sampling.Sampled.Grid(new LinearSchedule(), 8), [new NoiseStream(5)], 256), x);
        Assert.Equal(x, clip.Samples.ToArray());
    }

    [Theory]
    [InlineData(22050, 1, 100)]
    [InlineData(48000, 2, 1000)]
    [InlineData(96000, 3, 4000)]
    [InlineData(8000, 1, 1)]
    public async Task Vary_AnySource_IsFitted(int sampleRate, int channels, int length)
    {
        using var fixture = new GeneratorFixture();
        var source = new AudioClip(new float[channels * length], channels, sampleRate);

        var clips = await fixture.Studio.VaryAsync(DrumKind.Kick, source, new() { Count = 3 }, _quick with { Length = 300 });

        Assert.Equal([5ul, 6ul, 7ul], clips.Select(clip => clip.Recipe!.Seed));
        Assert.All(clips, clip => Assert.Equal((2, 300, 44100), (clip.Channels, clip.Length, clip.SampleRate)));
    }

    [Theory]
    [InlineData(48000)]
    [InlineData(8000)]
    public async Task Vary_OfALongSource_TakesItsResampledStart(int sampleRate)
    {
        using var fixture = new GeneratorFixture();
        var source = new AudioClip(Tone(4000).Samples.Span, 2, sampleRate);

        var clip = (await fixture.Studio.VaryAsync("test", source, new() { Strength = 0 }, _quick))[0];

        Assert.Equal(Resampler.Resample(source, 44100).Channel(1)[..256].ToArray(), clip.Channel(1).ToArray());
    }

    [Fact]
    public async Task Inpaint_KeepsWhatIsOutside_BitForBit()
    {
        using var fixture = new GeneratorFixture();
        var source = Tone(256);
        var region = new SoundRegion(TimeSpan.FromSeconds(64.0 / 44100), TimeSpan.FromSeconds(128.0 / 44100), Channel: 1);

        var clips = await fixture.Studio.InpaintAsync("test", source, new() { Regions = [region], Resamples = 2, Count = 2 }, _quick);

        foreach (var clip in clips)
        {
            Assert.Equal(source.Channel(0).ToArray(), clip.Channel(0).ToArray());
            Assert.Equal(source.Channel(1)[..64].ToArray(), clip.Channel(1)[..64].ToArray());
            Assert.Equal(source.Channel(1)[128..].ToArray(), clip.Channel(1)[128..].ToArray());
            for (var i = 64; i < 128; i++)
                Assert.NotEqual(source.Channel(1)[i], clip.Channel(1)[i]);
        }

        Assert.NotEqual(clips[0].Samples.ToArray(), clips[1].Samples.ToArray());
    }

    [Fact]
    public async Task Inpaint_ItemOfABatch_EqualsItAlone()
    {
        using var fixture = new GeneratorFixture();
        var options = new InpaintingOptions { Regions = [new(Channel: 0)], Resamples = 2, Count = 3 };

        var batch = await fixture.Studio.InpaintAsync("test", Tone(256), options, _quick);
        var alone = await fixture.Studio.InpaintAsync("test", Tone(256), options with { Count = 1 }, _quick with { Seed = 7 });

        Assert.Equal(alone[0].Samples.ToArray(), batch[2].Samples.ToArray());
    }

    public static TheoryData<double, double, int?> OutsideRegions() => new()
    {
        { -0.001, 0.002, null }, { 0, 0.1, null }, { 0.004, 0.002, null }, { 0.1, 0.2, null }, { 0, 0.001, 2 }, { 0, 0.001, -1 },
    };

    [Theory]
    [MemberData(nameof(OutsideRegions))]
    public async Task Inpaint_RegionOutside_Throws(double start, double end, int? channel)
    {
        using var fixture = new GeneratorFixture();
        var region = new SoundRegion(TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end), channel);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fixture.Studio.InpaintAsync("test", Tone(256), new() { Regions = [region] }, _quick));
    }

    [Fact]
    public async Task Interpolate_Seeds_EndsAreTheSounds_AndTheMiddleIsAsLoud()
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 0.3));

        var clips = await fixture.Studio.InterpolateAsync(DrumKind.Kick, 99, new() { Count = 5 }, _quick);

        Golden.AssertClose(
            (await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick)).Samples.Span, clips[0].Samples.Span, absolute: 1e-6);
        Golden.AssertClose(
            (await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick with { Seed = 99 })).Samples.Span,
            clips[4].Samples.Span, absolute: 1e-6);
        Assert.InRange(Sampling.Sampled.Rms(clips[2].Samples.Span) / Sampling.Sampled.Rms(clips[0].Samples.Span), 0.9, 1.1);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], clips.Select(clip => clip.Recipe!.Edit!.Amount!.Value));
    }

    [Fact]
    public async Task Invert_ThenGenerate_GivesTheSoundBack()
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 0.3));
        var source = Tone(256);

        var rough = await fixture.Studio.InvertAsync("test", source, refinements: 0, _quick);
        var refined = await fixture.Studio.InvertAsync("test", source, refinements: 20, _quick);

        Assert.InRange(await RoundTrip(rough), 1e-4, 0.2);
        Assert.InRange(await RoundTrip(refined), 0, 1e-5);

        async Task<double> RoundTrip(AudioClip noise)
        {
            var again = await fixture.Studio.GenerateFromNoiseAsync("test", noise, _quick);
            return Sampling.Sampled.Distance(source.Samples.Span, again.Samples.Span);
        }
    }

    [Fact]
    public async Task Interpolate_Sounds_EndsAreTheSounds()
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 0.3));
        var (from, to) = (Tone(256), Tone(256, frequency: 0.3));

        var log = new ProgressLog();

        var clips = await fixture.Studio.InterpolateAsync("test", from, to, new() { Count = 3, Refinements = 20 }, _quick, log);

        Assert.InRange(Sampling.Sampled.Distance(from.Samples.Span, clips[0].Samples.Span), 0, 1e-4);
        Assert.InRange(Sampling.Sampled.Distance(to.Samples.Span, clips[2].Samples.Span), 0, 1e-4);
        Assert.InRange(Sampling.Sampled.Distance(from.Samples.Span, clips[1].Samples.Span), 0.01, 1);

        // Both inversions and the sampling are one way from start to end.
        Assert.Equal(log.Reports.Select(report => report.Step).Order(), log.Reports.Select(report => report.Step));
        Assert.All(log.Reports.Where(report => report.Stage != GenerationStage.Loading), report => Assert.Equal(5 * 8, report.Steps));
    }

    [Theory]
    [InlineData(100, 1000)]
    [InlineData(256, 257)]
    [InlineData(300, 2000)]
    public async Task Extend_BeginsWithTheSource_AndReachesTheLength(int length, int total)
    {
        using var fixture = new GeneratorFixture(new AnalyticGaussianModel(0, 0.3));
        var source = Tone(length);
        var log = new ProgressLog();

        var clip = await fixture.Studio.ExtendAsync("test", source, new() { Resamples = 2 }, _quick with { Length = total }, log);

        Assert.Equal(total, clip.Length);
        for (var channel = 0; channel < 2; channel++)
        {
            Assert.Equal(source.Channel(channel).ToArray(), clip.Channel(channel)[..length].ToArray());
            Assert.InRange(Sampling.Sampled.Rms(clip.Channel(channel)[length..]), total - length == 1 ? 0 : 0.1, 0.6);
        }

        Assert.Equal(log.Reports[^1].Steps, log.Reports[^2].Step);
    }

    // A model that smooths over its neighbours and knows nothing beyond the ends. Were there a seam, the places beside it would come out as
    // other places do not: the loop is the sound that the smoothing gives on a circle.
    [Fact]
    public async Task Loop_HasNoSeam()
    {
        const int length = 5000;
        var model = new ScriptedDiffusionModel
        {
            Info = new() { Name = "local", SampleRate = 44100, Channels = 1, NativeLength = 256, LengthMultiple = 128 },
            OnPredict = (in VelocityRequest request, Span<float> velocity) =>
            {
                for (var i = 0; i < velocity.Length; i++)
                {
                    var before = i % request.Samples == 0 ? 0 : request.Noisy[i - 1];
                    var after = i % request.Samples == request.Samples - 1 ? 0 : request.Noisy[i + 1];
                    velocity[i] = (0.5f * request.Noisy[i]) - (0.2f * (before + after));
                }
            },
        };
        using var fixture = new GeneratorFixture(model);

        var clip = (await fixture.Studio.LoopAsync("test", options: _quick with { Length = length }))[0];

        var x = new float[length];
        new NoiseStream(5).Fill(x, 1, draw: 0);
        var circle = new ScriptedDiffusionModel
        {
            Info = model.Info with { LengthMultiple = 1 },
            OnPredict = (in VelocityRequest request, Span<float> velocity) =>
            {
                for (var i = 0; i < velocity.Length; i++)
                {
                    var (before, after) = (request.Noisy[(i + length - 1) % length], request.Noisy[(i + 1) % length]);
                    velocity[i] = (0.5f * request.Noisy[i]) - (0.2f * (before + after));
                }
            },
        };
        new DdimSampler().Sample(new SamplingRun(circle, Sampling.Sampled.Grid(new LinearSchedule(), 8), [new NoiseStream(5)], length), x);
        Assert.Equal(x, clip.Samples.ToArray());
    }

    [Fact]
    public async Task Loop_HasItsLengthExactly()
    {
        using var fixture = new GeneratorFixture();

        var clip = (await fixture.Studio.LoopAsync("test", options: _quick with { Length = 1001 }))[0];

        Assert.Equal(1001, clip.Length);
        Assert.Equal("loop", clip.Recipe!.Edit!.Verb);
    }

    [Fact]
    public async Task Loop_Finished_HasNoSeamEither()
    {
        using var fixture = new GeneratorFixture();

        var plain = (await fixture.Studio.LoopAsync("test", options: _quick with { Length = 1000 }))[0];
        var finished = await LoopAsync(FinishingOptions.Ready);
        var gated = await LoopAsync(new() { TailGate = -10, AlignOnset = true });

        Assert.Equal(FinishingOptions.Ready with { AlignOnset = false, TailGate = null }, finished.Recipe!.Finishing);
        Assert.Equal((0, 1000), (finished.Finishing!.OnsetShift, finished.Finishing!.AudibleLength));
        Assert.Null(gated.Recipe!.Finishing);
        Assert.Equal(plain.Samples.ToArray(), gated.Samples.ToArray());

        async Task<AudioClip> LoopAsync(FinishingOptions finishing)
            => (await fixture.Studio.LoopAsync("test", options: _quick with { Length = 1000, Finishing = finishing }))[0];
    }

    [Fact]
    public async Task BestOf_RanksByTheScore()
    {
        using var fixture = new GeneratorFixture();

        var ranked = await fixture.Studio.BestOfAsync(DrumKind.Kick, 6, ScoreNames.Punch, _quick);

        Assert.Equal(6, ranked.Count);
        Assert.Equal(ranked.Select(scored => scored.Score).OrderDescending(), ranked.Select(scored => scored.Score));
        Assert.All(ranked, scored => Assert.Equal(new PunchScore().Score(scored.Clip), scored.Score));
        var unknown = await Assert.ThrowsAsync<UnknownNameException>(() => fixture.Studio.BestOfAsync(DrumKind.Kick, 2, "beauty"));
        Assert.Contains("clean-tail, punch", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CleanTail_PrefersTheQuietEnd()
    {
        var (quiet, loud) = (new float[1000], new float[1000]);
        (quiet[10], loud[10], quiet[990], loud[990]) = (1, 1, 0.001f, 0.1f);

        Assert.Equal(60, new CleanTailScore().Score(new AudioClip(quiet, 1, 44100)), 0.01);
        Assert.Equal(20, new CleanTailScore().Score(new AudioClip(loud, 1, 44100)), 0.01);
        Assert.Equal(double.NegativeInfinity, new CleanTailScore().Score(new AudioClip(new float[1000], 1, 44100)));
    }

    [Fact]
    public async Task Stream_GivesEveryEstimate_ThenTheFinishedSound()
    {
        using var fixture = new GeneratorFixture();

        var frames = new List<DenoisingFrame>();
        await foreach (var frame in fixture.Studio.StreamAsync(DrumKind.Kick, _quick with { Length = 100 }))
            frames.Add(frame);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 8], frames.Select(frame => frame.Step));
        Assert.All(frames, frame => Assert.Equal((100, frame.IsFinal), (frame.Clip.Length, frame == frames[^1])));
        var generated = await fixture.Generator.GenerateAsync(DrumKind.Kick, _quick with { Length = 100 });
        Assert.Equal(generated.Samples.ToArray(), frames[^1].Clip.Samples.ToArray());
    }

    [Fact]
    public async Task Stream_LeftEarly_StopsTheWork()
    {
        AnalyticGaussianModel model = null!;
        using var left = new ManualResetEventSlim();
        model = new AnalyticGaussianModel(0, 1) { OnCall = () => { if (model.Calls == 4) left.Wait(); } };
        using var fixture = new GeneratorFixture(model);

        await foreach (var frame in fixture.Studio.StreamAsync(DrumKind.Kick, _quick with { Steps = 1000 }))
        {
            if (frame.Step == 3)
            {
                left.Set();
                break;
            }
        }

        Assert.InRange(model.Calls, 3, 999);
        var calls = model.Calls;
        await Task.Yield();
        Assert.Equal(calls, model.Calls);
    }

    [Fact]
    public async Task Stream_Failure_IsThrownWhereFramesAreRead()
    {
        using var fixture = new GeneratorFixture();

        await Assert.ThrowsAsync<UnknownNameException>(async () =>
        {
            await foreach (var unused in fixture.Studio.StreamAsync(DrumKind.Kick, new() { Sampler = "magic" }))
                Assert.Fail();
        });
    }

    private static AudioClip Tone(int length, double frequency = 0.1)
    {
        var samples = new float[2 * length];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (float)(0.5 * Math.Sin(frequency * (i + 1)));
        return new AudioClip(samples, 2, 44100);
    }
}
