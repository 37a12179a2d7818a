namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>
/// The spectrum of a rattle or a hiss and how it fades: eight bands from low to high, a slope, a bump, decays that change towards the top.
/// </summary>
/// <param name="Low">The centre of the lowest band in Hz.</param>
/// <param name="High">The centre of the highest band in Hz.</param>
/// <param name="Slope">The rise of the spectrum's power in decibels an octave.</param>
/// <param name="Bump">The centre of the bump in Hz.</param>
/// <param name="BumpGain">The height of the bump in decibels.</param>
/// <param name="Decay">The decay of the lowest band by 60 dB, in seconds.</param>
/// <param name="TopDecay">The decay of the highest band over that of the lowest.</param>
/// <param name="TailShare">The share of a slower decay.</param>
internal readonly record struct NoiseColour(
    float Low, float High, float Slope, float Bump, float BumpGain, float Decay, float TopDecay = 1, float TailShare = 0)
{
    /// <summary>
    /// Makes the bands, each with some chance of its own in level and decay; at the strongest place of slope and bump the amplitude is
    /// about the level.
    /// </summary>
    public Band[] Bands(Draws draws, float level = 1)
    {
        var bands = new Band[Lanes.Count];
        var spacing = Octaves.From(Low, High) / (bands.Length - 1);
        var q = 1.2f / Math.Max(spacing, 0.1f);
        var strongest = float.NegativeInfinity;
        Span<float> levels = stackalloc float[Lanes.Count];
        for (var i = 0; i < bands.Length; i++)
        {
            var frequency = Octaves.Between(Low, High, i / (bands.Length - 1f));
            var distance = Octaves.From(Bump, frequency);
            levels[i] = (Slope * Octaves.From(1000, frequency)) + (BumpGain / (1 + (2 * distance * distance)));
            strongest = Math.Max(strongest, levels[i]);
        }

        for (var i = 0; i < bands.Length; i++)
        {
            var place = i / (bands.Length - 1f);
            bands[i] = new Band(
                Octaves.Between(Low, High, place), q, level * Decibels.ToAmplitude(levels[i] - strongest + draws.Uniform(-3, 3)),
                Decay * Octaves.Between(1, TopDecay, place) * draws.Uniform(0.8f, 1.25f), TailShare);
        }

        return bands;
    }
}
