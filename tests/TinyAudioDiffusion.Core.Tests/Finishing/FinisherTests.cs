using TinyAudioDiffusion.Tests.Generation;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Tests.Finishing;

public class FinisherTests
{
    private const int Rate = 44100;

    [Fact]
    public void None_ChangesNothing()
    {
        var clip = Drum();

        Assert.Equal(clip.Samples.ToArray(), Finisher.Apply(clip, FinishingOptions.None).Clip.Samples.ToArray());
    }

    [Fact]
    public void RemoveDc_TakesAwayEachChannelsMean()
    {
        var clip = new AudioClip([.. Enumerable.Repeat(0.25f, 100), .. Enumerable.Repeat(-0.5f, 100)], 2, Rate);

        Assert.All(Finisher.Apply(clip, new() { RemoveDc = true }).Clip.Samples.ToArray(), sample => Assert.Equal(0f, sample));
    }

    [Fact]
    public void AlignOnset_LeavesAMillisecondBeforeIt()
    {
        var samples = new float[2 * 1000];
        (samples[500], samples[1600]) = (1f, 0.5f); // channel 0 at 500, channel 1 at 600

        var (clip, report) = Finisher.Apply(new AudioClip(samples, 2, Rate), new() { AlignOnset = true });

        Assert.Equal(500 - 44, report.OnsetShift);
        Assert.Equal((1f, 0.5f), (clip.Channel(0)[44], clip.Channel(1)[144]));
        Assert.Equal(1000, clip.Length);
    }

    [Fact]
    public void TailGate_SilencesTheEnd_AfterAFade()
    {
        var clip = Drum();

        var (gated, report) = Finisher.Apply(clip, new() { TailGate = -60, Fade = 0.01 });

        Assert.InRange(report.AudibleLength, Rate / 10, clip.Length - 1);
        Assert.All(gated.Channel(0)[report.AudibleLength..].ToArray(), sample => Assert.Equal(0f, sample));
        Assert.Equal(clip.Channel(0)[..(report.AudibleLength - 441)].ToArray(), gated.Channel(0)[..(report.AudibleLength - 441)].ToArray());
        Assert.True(Math.Abs(gated.Channel(0)[report.AudibleLength - 1]) < 1e-5);
    }

    [Fact]
    public void TailGate_ClickAtTheVeryEnd_DoesNotKeepItOpen()
    {
        var clip = Drum();
        float[] samples = [.. clip.Channel(0)];
        samples[^1] = samples[^2] = 0.1f;

        var (gated, report) = Finisher.Apply(new AudioClip(samples, 1, Rate), new() { TailGate = -60 });

        Assert.InRange(report.AudibleLength, Rate / 10, clip.Length - 1);
        Assert.Equal(0f, gated.Channel(0)[^1]);
    }

    [Fact]
    public void TailGate_SoundThatStillRings_IsFadedOut()
    {
        var (gated, report) = Finisher.Apply(
            new AudioClip([.. Enumerable.Repeat(0.5f, 1000)], 1, Rate), new() { TailGate = -60, Fade = 0.01 });

        Assert.Equal(1000, report.AudibleLength);
        Assert.Equal((0.5f, 0f), (gated.Channel(0)[1000 - 442], gated.Channel(0)[^1]));
    }

    [Fact]
    public void TailGate_NoiseOnly_SilencesAll()
        => Assert.Equal(
            0f, Finisher.Apply(new AudioClip([.. Enumerable.Repeat(1e-5f, 1000)], 1, Rate), new() { TailGate = -60 }).Clip.Peak);

    [Theory]
    [InlineData(-1)]
    [InlineData(-12)]
    public void Peak_GetsTheTarget(double target)
    {
        var (clip, _) = Finisher.Apply(Drum(), new() { Normalization = Normalization.Peak, Target = target });

        Assert.Equal(target, clip.PeakDbfs, 1e-4);
    }

    [Fact]
    public void Loudness_GetsTheTarget_BelowTheCeiling()
    {
        var free = Finisher.Apply(Drum(), new() { Normalization = Normalization.Loudness, Target = -20 }).Clip;
        var (limited, report) = Finisher.Apply(Drum(), new() { Normalization = Normalization.Loudness, Target = -1, TruePeakCeiling = -1 });

        Assert.Equal(-20, Loudness.Measure(free), 0.01);
        Assert.Equal(-1, report.TruePeak, 0.01);
        Assert.True(Loudness.Measure(limited) < -1);
    }

    // EBU Tech 3341, case 1: a stereo sine of 1 kHz with peaks at -23 dBFS is at -23 LUFS; one channel alone is 3 dB below.
    [Theory]
    [InlineData(2, -23.0)]
    [InlineData(1, -26.01)]
    public void Loudness_OfASine_IsKnown(int channels, double expected)
    {
        const int rate = 48000, length = rate * 2;
        var samples = new float[channels * length];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (float)(Math.Pow(10, -23.0 / 20) * Math.Sin(2 * Math.PI * 1000 * (i % length) / rate));

        Assert.Equal(expected, Loudness.Measure(new AudioClip(samples, channels, rate)), 0.1);
    }

    [Fact]
    public void Loudness_OfSilence_IsNegativeInfinity()
        => Assert.Equal(double.NegativeInfinity, Loudness.Measure(new AudioClip(new float[100], 1, Rate)));

    // Samples of a sine at a quarter of the rate, between its peaks: the largest sample is 3 dB below the wave's peak.
    [Fact]
    public void TruePeak_SeesBetweenTheSamples()
    {
        var samples = Enumerable.Range(0, 1000).Select(i => (float)Math.Sin((Math.PI / 2 * i) + (Math.PI / 4))).ToArray();
        var clip = new AudioClip(samples, 1, Rate);

        Assert.Equal(0.7071f, clip.Peak, 1e-3f);
        Assert.InRange(Finisher.TruePeak(clip), 0.95, 1.1);
    }

    [Theory]
    [InlineData(1f, 0.0, true)]
    [InlineData(0f, -3.01, true)]
    [InlineData(-1f, double.NegativeInfinity, false)]
    public void MonoChange_TellsWhatAMixToOneChannelLoses(float second, double expected, bool safe)
    {
        var clip = new AudioClip([0.5f, -0.5f, 0.5f * second, -0.5f * second], 2, Rate);

        var report = Finisher.Apply(clip, FinishingOptions.None).Report;

        Assert.Equal(expected, report.MonoChange, 0.01);
        Assert.Equal(safe, report.IsMonoSafe);
    }

    [Fact]
    public void BadOptions_Throw()
    {
        FinishingOptions[] bad =
        [
            new() { TailGate = 1 }, new() { Fade = -1 }, new() { Target = 1 }, new() { TruePeakCeiling = double.NaN },
            new() { Normalization = (Normalization)9 },
        ];
        foreach (var options in bad)
            Assert.Throws<ArgumentOutOfRangeException>(() => Finisher.Apply(Drum(), options));
        Assert.Throws<UnusableSoundException>(() => Finisher.Apply(new AudioClip([], 1, Rate), FinishingOptions.Ready));
        Assert.Throws<UnusableSoundException>(() => Finisher.Apply(new AudioClip([float.NaN], 1, Rate), FinishingOptions.Ready));
    }

    [Fact]
    public async Task Generator_FinishesWhereTheRecipeOrTheCallSaysSo()
    {
        var settings = new SamplingSettings(Finishing: FinishingOptions.Ready);
        var card = new ModelCard { Id = "test", Location = "fake:test", Kinds = [DrumKind.Kick], Settings = settings };
        using var asked = new GeneratorFixture();
        using var recommended = new GeneratorFixture(card: card);
        var options = new GenerationOptions { Seed = 1, Steps = 2 };

        var raw = await asked.Generator.GenerateAsync(DrumKind.Kick, options);
        var byCall = await asked.Generator.GenerateAsync(DrumKind.Kick, options with { Finishing = FinishingOptions.Ready });
        var byRecipe = await recommended.Generator.GenerateAsync(DrumKind.Kick, options);
        var off = await recommended.Generator.GenerateAsync(DrumKind.Kick, options with { Finishing = FinishingOptions.None });

        Assert.Null(raw.Finishing);
        Assert.Equal(Finisher.Apply(raw, FinishingOptions.Ready).Clip.Samples.ToArray(), byCall.Samples.ToArray());
        Assert.Equal(byCall.Samples.ToArray(), byRecipe.Samples.ToArray());
        Assert.Equal(raw.Samples.ToArray(), off.Samples.ToArray());
        Assert.NotNull(byRecipe.Finishing);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => asked.Generator.GenerateAsync(DrumKind.Kick, options with { Finishing = new() { Target = 5 } }));
    }

    // A decaying tone over a faint hiss.
    private static AudioClip Drum()
    {
        var samples = new float[2 * Rate];
        for (var i = 0; i < samples.Length; i++)
        {
            var n = i % Rate;
            samples[i] = (float)((0.5 * Math.Exp(-n / 3000.0) * Math.Sin(0.02 * n)) + (0.0001 * Math.Sin(n * n)));
        }

        return new AudioClip(samples, 2, Rate);
    }
}
