using TinyAudioDiffusion.Synthesis.Instruments;
using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Tests;

/// <summary>What each instrument must keep, whatever is drawn for it.</summary>
public sealed class InstrumentTests
{
    private const int Samples = 32768;
    private const int Sounds = 15;

    public static TheoryData<string> Names() => [.. Repertoire.Instruments.Select(instrument => instrument.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sound_starts_at_once_stays_below_full_scale_and_ends_in_silence(string name)
    {
        ForEach(name, sound =>
        {
            Assert.True(Array.TrueForAll(sound, float.IsFinite));
            var peak = SoundMeasures.Peak(sound);
            Assert.InRange(peak, 0.5, 0.945); // -6 to -0.5 dBFS
            foreach (var channel in (float[][])[sound[..Samples], sound[Samples..]])
            {
                Assert.True(Array.FindIndex(channel, sample => Math.Abs(sample) > 0.02 * peak) < 44100 * 0.002, "The sound starts late.");
                Assert.True(SoundMeasures.Peak(channel.AsSpan(Samples - 2205)) < 1e-4, "The sound does not end.");
                Assert.InRange(SoundMeasures.Mean(channel), -5e-4, 5e-4);
            }
        });
    }

    /// <summary>The mean frequency of the power in Hz, in the median: an instrument that leaves its place has been broken.</summary>
    [Theory]
    [InlineData("deep kick", 35, 110)]
    [InlineData("punchy kick", 50, 180)]
    [InlineData("acoustic kick", 50, 400)]
    [InlineData("hard kick", 70, 700)]
    [InlineData("soft kick", 50, 160)]
    [InlineData("snare", 700, 4000)]
    [InlineData("hi-hat", 6500, 10500)]
    [InlineData("tom", 80, 600)]
    [InlineData("conga", 200, 1500)]
    [InlineData("tabla", 100, 1200)]
    [InlineData("clap", 800, 4500)]
    [InlineData("snap", 1800, 6500)]
    [InlineData("rim", 700, 5000)]
    [InlineData("wood", 700, 5000)]
    [InlineData("metal", 800, 7000)]
    [InlineData("cowbell", 700, 4000)]
    [InlineData("shaker", 4500, 10500)]
    [InlineData("tambourine", 6000, 11500)]
    [InlineData("impact", 150, 2500)]
    [InlineData("blip", 250, 3500)]
    [InlineData("cymbal", 4000, 10000)]
    public void Instruments_keep_their_place_in_the_spectrum(string name, double low, double high)
    {
        var centroids = new List<double>();
        ForEach(
            name, sound => centroids.Add(SoundMeasures.Centroid(SoundMeasures.Spectrum(sound.AsSpan(0, Samples), sound.AsSpan(Samples)))));
        Assert.InRange(centroids.Order().ElementAt(Sounds / 2), low, high);
    }

    private static void ForEach(string name, Action<float[]> check)
    {
        var entry = Repertoire.Instruments.Single(instrument => instrument.Name == name);
        for (var index = 0; index < Sounds; index++)
        {
            var draws = Draws.Of(11, index, 0);
            using var sound = new StereoSound(Samples);
            var instrument = entry.Draw(draws);
            var production = Production.Draw(entry.Kind, draws);
            instrument.Render(sound, draws);
            production.Apply(sound, draws);
            var samples = new float[2 * Samples];
            sound.CopyTo(samples.AsSpan(0, Samples), samples.AsSpan(Samples));
            check(samples);
        }
    }
}
