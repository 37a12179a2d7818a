using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Verbs;

/// <summary>Verbs whose models hear a sound beside noise.</summary>
public sealed class HearingVerbTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 5, Steps = 3, Sampler = "ddim", Schedule = "linear" };

    // A model that makes exactly what it hears shows what it was given: the source, resampled, whatever the number of windows.
    [Theory]
    [InlineData(40, 2, 11025)]
    [InlineData(64, 1, 11025)]
    [InlineData(300, 2, 11025)]
    [InlineData(2000, 2, 44100)]
    public async Task Upsample_ByAModelThatMakesWhatItHears_IsResampling(int samples, int channels, int rate)
    {
        using var fixture = new GeneratorFixture(Upsampler(heard => heard));
        var source = Tone(samples, channels, rate);

        var clip = Assert.Single(await fixture.Studio.UpsampleAsync("test", source, new() { KeepsSource = false }, _quick));

        var expected = Resampler.Resample(Resampler.Resample(source, 11025), 44100);
        Assert.Equal((44100, 2, expected.Length), (clip.SampleRate, clip.Channels, clip.Length));
        Golden.AssertClose(expected.Channel(0), clip.Channel(0), absolute: 1e-5);
        Golden.AssertClose(expected.Channel(channels - 1), clip.Channel(1), absolute: 1e-5);
        Assert.Equal(("upsample", true), (clip.Recipe!.Edit!.Verb, clip.Recipe!.Edit!.Legacy));
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(11025)]
    [InlineData(22050)]
    [InlineData(44100)]
    public async Task Upsample_KeepsTheBandOfTheSource_WhateverTheModelMakesThere(int rate)
    {
        using var fixture = new GeneratorFixture(Upsampler(_ => 0.25f));
        var source = Tone(400, 2, rate);

        var clip = Assert.Single(await fixture.Studio.UpsampleAsync("test", source, null, _quick));

        var kept = Math.Min(rate, rate == 44100 ? 11025 : rate);
        var expected = Resampler.Resample(Resampler.Resample(source, kept), kept);
        var back = Resampler.Resample(clip, kept);
        for (var i = 40; i < Math.Min(expected.Length, back.Length) - 40; i++) // the ends see silence beyond them
            Assert.Equal(expected.Channel(1)[i], back.Channel(1)[i], 0.02);
    }

    [Fact]
    public async Task Upsample_SeveralTimes_CountsSeedsUp_AndTheRecipeMakesThemAgain()
    {
        using var fixture = new GeneratorFixture(Upsampler(heard => heard, noisy: 0.1f));
        var source = Tone(500, 2, 11025);

        var clips = await fixture.Studio.UpsampleAsync("test", source, new() { Count = 2 }, _quick);

        Assert.Equal([5ul, 6], clips.Select(clip => clip.Recipe!.Seed));
        Assert.NotEqual(clips[0].Samples.ToArray(), clips[1].Samples.ToArray());
        var again = await fixture.Studio.RemakeAsync(clips[1].Recipe!, [source]);
        Assert.Equal(clips[1].Samples.ToArray(), again.Samples.ToArray());
        await Assert.ThrowsAsync<UnusableSoundException>(
            () => fixture.Studio.RemakeAsync(clips[1].Recipe!, [Tone(499, 2, 11025)]));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    public async Task Vocode_HearsTheMelSpectrogramOfEachChannel(int channels, int windows)
    {
        var condition = new MelCondition(8000, frameSize: 64, hop: 16, bands: 8);
        var heard = new List<float[]>();
        using var fixture = new GeneratorFixture(new ScriptedDiffusionModel
        {
            Info = new()
            {
                Name = "vocoder",
                SampleRate = 8000,
                Channels = 1,
                NativeLength = 256,
                LengthMultiple = 16,
                Condition = condition,
            },
            OnPredict = (in VelocityRequest request, Span<float> velocity) =>
            {
                heard.Add(request.Conditions.ToArray());
                velocity.Clear();
            },
        });
        var source = Tone(256 + ((windows - 1) * 192), channels, 8000);

        var clip = await fixture.Studio.VocodeAsync("test", source, _quick);

        Assert.Equal((channels, source.Length, 8000), (clip.Channels, clip.Length, clip.SampleRate));
        var expected = new float[condition.SizeOf(1, 256)];
        condition.Measure(source.Channel(0)[..256], 1, expected);
        Assert.Equal(expected, heard[0][..expected.Length]);
        Assert.Equal(3 * channels * windows, heard.Sum(values => values.Length / expected.Length));
    }

    [Fact]
    public async Task AModel_ForAnotherVerb_IsRefusedBeforeItWorks()
    {
        using var upsampler = new GeneratorFixture(Upsampler(heard => heard));
        using var plain = new GeneratorFixture();
        var source = Tone(100, 2, 11025);

        await RefusedAsync("\"upsample\" only", () => upsampler.Generator.GenerateAsync("test", _quick));
        await RefusedAsync("\"upsample\" only", () => upsampler.Studio.VocodeAsync("test", source, _quick));
        await RefusedAsync("noise alone", () => plain.Studio.UpsampleAsync("test", source, null, _quick));
        await RefusedAsync("noise alone", () => plain.Studio.VocodeAsync("test", source, _quick));

        static async Task RefusedAsync(string why, Func<Task> call)
            => Assert.Contains(why, (await Assert.ThrowsAsync<ArgumentException>(call)).Message, StringComparison.Ordinal);
    }

    // Its estimate of the clean sound is a function of what it hears, with some of the noise that it started from.
    private static ScriptedDiffusionModel Upsampler(Func<float, float> make, float noisy = 0) => new()
    {
        Info = new()
        {
            Name = "upsampler",
            SampleRate = 44100,
            Channels = 2,
            NativeLength = 256,
            LengthMultiple = 8,
            Condition = new LowRateCondition(4),
        },
        OnPredict = (in VelocityRequest request, Span<float> velocity) =>
        {
            var size = velocity.Length / request.Batch;
            for (var i = 0; i < velocity.Length; i++)
            {
                var level = request.NoiseLevels[i / size];
                var (alpha, sigma) = (VObjective.Alpha(level), VObjective.Sigma(level));
                var clean = make(request.Conditions[i]) + (noisy * request.Noisy[i]);
                velocity[i] = ((alpha * request.Noisy[i]) - clean) / sigma;
            }
        },
    };

    private static AudioClip Tone(int samples, int channels, int rate)
        => new([.. Enumerable.Range(0, samples * channels).Select(i => (float)Math.Sin(i * (i < samples ? 0.07 : 0.11)))], channels, rate);
}
