using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TinyAudioDiffusion.Synthesis.Tests;

public sealed class SyntheticDrumsTests
{
    private const int Samples = 32768;
    private const int Sounds = 40;

    public static TheoryData<DrumKind> Kinds() => [DrumKind.Kick, DrumKind.Snare, DrumKind.HiHat, DrumKind.Percussion];

    [Fact]
    public void The_form_is_that_of_the_published_models()
    {
        var data = new SyntheticDrums();
        Assert.Equal((44100, 2, 32768), (SyntheticDrums.SampleRate, SyntheticDrums.Channels, data.Samples));
    }

    [Fact]
    public void Kinds_take_turns_and_labels_stay_the_same()
    {
        var data = new SyntheticDrums(count: 10, samples: 8192, kinds: [DrumKind.Percussion, DrumKind.Snare]);
        var sound = new float[2 * 8192];
        Assert.Equal(
            [DrumKind.Percussion, DrumKind.Snare, DrumKind.Percussion, DrumKind.Snare], Enumerable.Range(0, 4)
                .Select(index => data.Render(index, 0, sound)));
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticDrums(count: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticDrums(samples: 100));
        Assert.Throws<ArgumentException>(() => new SyntheticDrums(kinds: []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticDrums(kinds: [(DrumKind)9]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticDrums(variety: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticDrums().Render(-1, 0, new float[2 * Samples]));
    }

    [Fact]
    public void Kicks_live_in_the_low_end_and_in_the_middle()
    {
        var shares = new List<double>();
        ForEach(DrumKind.Kick, sound =>
        {
            shares.Add(SoundMeasures.ShareBelow(Spectrum(sound), 200));
            var difference = Enumerable.Range(0, Samples).Sum(i => Math.Pow(sound[i] - sound[Samples + i], 2));
            Assert.True(difference < 0.02 * sound.Sum(sample => (double)sample * sample), "The kick is wide.");
        });
        Assert.InRange(shares.Order().ElementAt(Sounds / 2), 0.75, 1);
        Assert.InRange(shares.Order().ElementAt(Sounds / 20), 0.4, 1);
    }

    [Fact]
    public void Snares_have_a_body_and_a_rattle()
    {
        var (body, rattle) = (new List<double>(), new List<double>());
        ForEach(DrumKind.Snare, sound =>
        {
            var below = SoundMeasures.ShareBelow(Spectrum(sound), 600);
            body.Add(below);
            rattle.Add(1 - below);
        });
        Assert.InRange(body.Average(), 0.15, 0.75);
        Assert.True(rattle.Order().ElementAt(Sounds / 20) > 0.01);
    }

    [Fact]
    public void Hats_live_in_the_high_end()
    {
        var centroids = new List<double>();
        ForEach(DrumKind.HiHat, sound => centroids.Add(SoundMeasures.Centroid(Spectrum(sound))));
        Assert.All(centroids, centroid => Assert.InRange(centroid, 2500, 16000));
        Assert.InRange(centroids.Average(), 6000, 11000);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Visits_seeds_and_indices_give_different_sounds(DrumKind kind)
    {
        var data = new SyntheticDrums(1, 10, kinds: [kind]);
        var other = new SyntheticDrums(2, 10, kinds: [kind]);
        var sounds = new HashSet<string>(StringComparer.Ordinal)
        {
            Hash(data, 0, 0), Hash(data, 0, 1), Hash(data, 1, 0), Hash(data, 0, 1ul << 40), Hash(other, 0, 0),
        };
        Assert.Equal(5, sounds.Count);
    }

    /// <summary>A model that was trained on these sounds can only be trained again while they stay what they are.</summary>
    [Theory]
    [InlineData(DrumKind.Kick, "12573C78946C588C")]
    [InlineData(DrumKind.Snare, "C511A13FA1791D61")]
    [InlineData(DrumKind.HiHat, "0C70A27A69D056E3")]
    [InlineData(DrumKind.Percussion, "6D6C4DDBCA42EF7D")]
    public void The_bits_stay_the_same(DrumKind kind, string expected)
    {
        var data = new SyntheticDrums(7, Sounds, kinds: [kind]);
        var hashes = string.Concat(Enumerable.Range(0, Sounds).Select(index => Hash(data, index, 0)));
        Assert.Equal(expected, Convert.ToHexString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(hashes)))[..16]);
    }

    [Fact]
    public void Less_variety_makes_sounds_more_alike()
    {
        var narrow = Centroids(new SyntheticDrums(1, Sounds, kinds: [DrumKind.HiHat], variety: 0.1));
        var wide = Centroids(new SyntheticDrums(1, Sounds, kinds: [DrumKind.HiHat]));
        Assert.True(Spread(narrow) < 0.7 * Spread(wide), $"{Spread(narrow)} against {Spread(wide)} Hz.");

        static double Spread(double[] values) => Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
    }

    private static double[] Centroids(SyntheticDrums data)
    {
        var centroids = new double[Sounds];
        var sound = new float[2 * Samples];
        for (var index = 0; index < Sounds; index++)
        {
            data.Render(index, 0, sound);
            centroids[index] = SoundMeasures.Centroid(Spectrum(sound));
        }

        return centroids;
    }

    private static string Hash(SyntheticDrums data, int index, ulong visit)
    {
        var sound = new float[SyntheticDrums.Channels * data.Samples];
        data.Render(index, visit, sound);
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(sound)))[..16];
    }

    private static double[] Spectrum(float[] sound) => SoundMeasures.Spectrum(sound.AsSpan(0, Samples), sound.AsSpan(Samples));

    private static void ForEach(DrumKind kind, Action<float[]> check)
    {
        var data = new SyntheticDrums(3, Sounds, Samples, [kind]);
        for (var index = 0; index < Sounds; index++)
        {
            var sound = new float[2 * Samples];
            Assert.Equal(kind, data.Render(index, 0, sound));
            check(sound);
        }
    }
}
