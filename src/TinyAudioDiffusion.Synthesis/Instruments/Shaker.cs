using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>Beads, seeds or jingles: noise that swells and fades once or twice, and for a tambourine the jingles' modes.</summary>
internal sealed record Shaker : Instrument
{
    public required Band[] Beads { get; init; }

    /// <summary>Gets the time constant of the swell in seconds.</summary>
    public required float Swell { get; init; }

    /// <summary>Gets when the beads hit a second time, in seconds; 0 for never.</summary>
    public required float Again { get; init; }

    public required float AgainLevel { get; init; }

    /// <summary>Gets the modes of the jingles; empty for none.</summary>
    public required Mode[] Jingles { get; init; }

    public required float Width { get; init; }

    public required float HighPass { get; init; }

    /// <summary>Draws a shaker, a maraca or a cabasa.</summary>
    public static Shaker DrawShaker(Draws draws) => new()
    {
        Beads = new NoiseColour(
            Low: draws.LogUniform(1500, 4500), High: draws.LogUniform(9000, 16000),
            Slope: draws.Uniform(-2, 4), Bump: draws.LogUniform(3000, 10000), BumpGain: draws.Uniform(2, 16),
            Decay: draws.LogUniform(0.04f, 0.35f)).Bands(draws),
        Swell = draws.LogUniform(0.001f, 0.03f),
        Again = draws.Chance(0.3f) ? draws.Uniform(0.03f, 0.12f) : 0,
        AgainLevel = draws.Level(-8, 4),
        Jingles = [],
        Width = draws.Chance(0.5f) ? 0 : draws.Uniform(0.03f, 0.4f),
        HighPass = draws.LogUniform(500, 3000),
    };

    /// <summary>Draws a tambourine.</summary>
    public static Shaker DrawTambourine(Draws draws)
    {
        var jingles = new Mode[8 * draws.Whole(1, 3)];
        var decay = draws.LogUniform(0.08f, 0.6f);
        for (var i = 0; i < jingles.Length; i++)
            jingles[i] = new Mode(draws.LogUniform(3500, 15000), decay * draws.LogUniform(0.5f, 1.6f), 0.3f * draws.Level(-14, 0));
        return new Shaker
        {
            Beads = new NoiseColour(
                Low: draws.LogUniform(1500, 5000), High: draws.LogUniform(10000, 16000),
                Slope: draws.Uniform(0, 5), Bump: draws.LogUniform(5000, 12000), BumpGain: draws.Uniform(2, 14),
                Decay: draws.LogUniform(0.05f, 0.4f), TailShare: draws.Uniform(0, 0.2f)).Bands(draws),
            Swell = draws.LogUniform(0.0005f, 0.008f),
            Again = draws.Chance(0.5f) ? draws.Uniform(0.02f, 0.09f) : 0,
            AgainLevel = draws.Level(-10, 3),
            Jingles = jingles,
            Width = draws.Chance(0.5f) ? 0 : draws.Uniform(0.03f, 0.4f),
            HighPass = draws.LogUniform(500, 4000),
        };
    }

    public override void Render(StereoSound sound, Draws draws)
    {
        AddChannel(sound.Mid, draws, 1);
        if (Width > 0)
            AddChannel(sound.Side, draws, Width);
    }

    private void AddChannel(Span<float> channel, Draws draws, float gain)
    {
        AddHit(channel, draws, gain);
        if (Again > 0)
            AddHit(channel[Math.Min(channel.Length, (int)(Again * StereoSound.SampleRate))..], draws, gain * AgainLevel);
        Biquad.HighPass(HighPass).Apply(channel);
    }

    private void AddHit(Span<float> channel, Draws draws, float gain)
    {
        NoiseBands.Add(Beads, draws.Noise(), channel, gain, Swell);
        Span<Mode> jingles = stackalloc Mode[Jingles.Length];
        for (var i = 0; i < jingles.Length; i++)
            jingles[i] = Jingles[i] with { Phase = draws.Unit() };
        ModalBank.Add(jingles, channel, gain, 0.0003f);
    }
}
