namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>The problems whose optimal network is known, so that no training error blurs the picture.</summary>
internal static class Problems
{
    private static readonly double[] _pitches = [0.97, 0.985, 1, 1.015, 1.03];
    private static readonly float[] _levels = [0.8f, 1.15f];

    /// <summary>Makes them one after the other.</summary>
    /// <param name="folder">One-shots for two more problems; null for none.</param>
    public static IEnumerable<Problem> Analytic(string? folder)
    {
        yield return Of("one Gaussian of 200 drums",
            new LowRankMixture([[.. DrumFamilies.Make(200, 1, 1024, 0, seed: 1).Select(family => family[0])]], 0.001));
        yield return Of("12 tones, far apart", DiagonalMixture.Tones(12, 256, 0.1));
        yield return Of("48 tones, wide", DiagonalMixture.Tones(48, 256, 0.3));
        yield return Of("96 tones", DiagonalMixture.Tones(96, 256, 0.15));
        yield return Of("32 drums, close variants", new LowRankMixture(DrumFamilies.Make(32, 12, 1024, 0.06, seed: 1000), 0.002));
        yield return Of("32 drums, wide variants", new LowRankMixture(DrumFamilies.Make(32, 24, 1024, 0.2, seed: 2000), 0.004));
        if (folder is null)
            yield break;
        var clips = Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal).Select(AudioClip.Load).ToArray();
        yield return Of("one-shots, each sample wide", Wide(clips));
        yield return Of("one-shots, variants of pitch and level", new LowRankMixture(clips.Select(Variants), 0.003));
    }

    private static Problem Of(string name, Diffusion.IDiffusionModel model) => new(name, model, model.Info.NativeLength);

    // The first 0.19 s at 11025 Hz: every sample deviates by a fifth of the level around it.
    private static DiagonalMixture Wide(AudioClip[] clips)
    {
        const int samples = 2048;
        var means = clips.Select(clip => Start(Resampler.Resample(clip, 11025), samples, 1, 0).Select(value => (double)value).ToArray())
            .ToArray();
        var deviations = means.Select(mean => mean.Select((_, i) =>
            0.001 + (0.2 * Math.Sqrt(mean[Math.Max(0, i - 50)..Math.Min(samples, i + 51)].Average(value => value * value)))).ToArray())
                .ToArray();
        return new DiagonalMixture(means, deviations);
    }

    private static IReadOnlyList<float[]> Variants(AudioClip clip)
        => [.. from pitch in _pitches
               from level in _levels
               select Start(Resampler.Resample(clip, (int)(11025 * pitch)), 2048, level, level > 1 ? 0 : 1)];

    private static float[] Start(AudioClip clip, int samples, float level, int delay)
        => [.. Enumerable.Range(-delay, samples).Select(i => i >= 0 && i < clip.Length ? level * clip.Channel(0)[i] : 0)];
}
