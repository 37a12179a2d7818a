using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class AugmentedDataTests : TrainingDataContract
{
    private const int Samples = 2000;

    private static readonly SoundsInMemory _tone = new(30, ["kick", "snare"], samples: Samples)
    {
        Sample = (channel, i) => (channel == 0 ? 0.5f : 0.25f) * MathF.Sin(2 * MathF.PI * 500 * i / 8000),
    };

    [Fact]
    public void Nothing_IsDoneUnlessAskedFor()
        => Assert.Equal(Read(_tone, 3, 5), Read(new AugmentedData(_tone, new()), 3, 5));

    [Fact]
    public void Variations_DifferByVisitIndexAndSeed()
    {
        var data = new AugmentedData(_tone, AugmentationOptions.Mild);
        var sounds =
            new[] { Read(data, 0, 0), Read(data, 0, 1), Read(data, 1, 0), Read(data, 0, 1UL << 40),
                Read(new AugmentedData(_tone, AugmentationOptions.Mild with { Seed = 1 }), 0, 0) };

        Assert.Equal(sounds.Length, sounds.Select(sound => string.Join(' ', sound.Skip(100).Take(50))).Distinct().Count());
        Assert.Equal(["kick", "snare"], data.Labels);
    }

    [Fact]
    public void Gain_IsWithinItsRange_AndStopsAtFullScale()
    {
        var quiet = Peaks(new() { Gain = new(-12, -6) }).ToList();
        Assert.All(quiet, peak => Assert.InRange(peak, 0.5 * 0.2511, 0.5 * 0.5013));
        Assert.True(quiet.Max() / quiet.Min() > 1.5);
        Assert.All(Peaks(new() { Gain = new(20, 30) }), peak => Assert.Equal(1f, peak));
    }

    [Fact]
    public void Polarity_AndChannels_ChangeAsOftenAsAsked()
    {
        var flipped = Enumerable.Range(0, 400).Count(
            visit => Read(new AugmentedData(_tone, new() { PolarityFlip = 0.25 }), 0, (ulong)visit)[6] < 0);
        Assert.InRange(flipped, 70, 130);
        var plain = Read(_tone, 0, 9);
        Assert.Equal(plain.Select(sample => -sample), Read(new AugmentedData(_tone, new() { PolarityFlip = 1 }), 0, 9));
        Assert.Equal([.. plain[Samples..], .. plain[..Samples]], Read(new AugmentedData(_tone, new() { ChannelSwap = 1 }), 0, 9));
    }

    [Theory]
    [InlineData(0.01, 80)]
    [InlineData(-0.01, -80)]
    [InlineData(1, Samples)]
    [InlineData(-1, -Samples)]
    public void Shift_MovesBothChannels_AndFillsWithSilence(double seconds, int samples)
    {
        var plain = Read(_tone, 0, 1);
        var moved = Read(new AugmentedData(_tone, new() { Shift = new(seconds, seconds) }), 0, 1);

        for (var i = 0; i < plain.Length; i++)
        {
            var from = (i % Samples) - samples;
            Assert.Equal(from is >= 0 and < Samples ? plain[(i / Samples * Samples) + from] : 0f, moved[i]);
        }
    }

    [Theory]
    [InlineData(12.0, 1000.0, 1000)]
    [InlineData(-12.0, 250.0, Samples)]
    [InlineData(1.0, 529.75, 1887)] // whole hertz: 8476 for 8000
    public void Pitch_ChangesBySemitones(double semitones, double frequency, int length)
    {
        var tone = Read(new AugmentedData(_tone, new() { Pitch = new(semitones, semitones) }), 0, 0);
        for (var i = 100; i < length - 100; i++)
            Assert.Equal(0.25 * Math.Sin(2 * Math.PI * frequency * i / 8000), tone[Samples + i], 0.01);
        Assert.All(tone[Math.Min(Samples + length + 1, 2 * Samples)..], sample => Assert.Equal(0f, sample));
    }

    [Fact]
    public void Steps_DrawIndependently()
    {
        var alone = Read(new AugmentedData(_tone, new() { Gain = new(-20, 0) }), 4, 4);
        var withFlip = Read(new AugmentedData(_tone, new() { Gain = new(-20, 0), PolarityFlip = 1 }), 4, 4);

        Assert.Equal(alone.Select(sample => -sample), withFlip);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.All(
            [
                new AugmentationOptions { Gain = new(0, -1) }, new() { Gain = new(0, 61) }, new() { Pitch = new(-13, 0) },
                new() { Shift = new(double.NaN, 0) },
                new() { PolarityFlip = 1.1 }, new() { ChannelSwap = -0.1 },
            ],
            options => Assert.Throws<ArgumentOutOfRangeException>(() => new AugmentedData(_tone, options)));
    }

    protected override ITrainingData CreateData() => new AugmentedData(_tone, AugmentationOptions.Mild with { Gain = new(0, 20) });

    private static IEnumerable<float> Peaks(AugmentationOptions options)
        => Enumerable.Range(0, 50).Select(visit => Read(new AugmentedData(_tone, options), visit % 30, (ulong)visit).Max(Math.Abs));

    private static float[] Read(ITrainingData data, int index, ulong visit)
    {
        var sound = new float[data.Channels * data.Samples];
        data.Read(index, visit, sound);
        return sound;
    }
}
