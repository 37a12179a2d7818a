using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>Hands or fingers: a few bursts of noise close together, of which the last one rings on.</summary>
internal sealed record Clap : Instrument
{
    /// <summary>Gets the times of the bursts in seconds, the first at 0.</summary>
    public required float[] Bursts { get; init; }

    /// <summary>Gets the levels of the bursts.</summary>
    public required float[] Levels { get; init; }

    public required Band[] Burst { get; init; }

    public required Band[] Ring { get; init; }

    public required float RingLevel { get; init; }

    public required float Width { get; init; }

    /// <summary>Draws a clap.</summary>
    public static Clap DrawClap(Draws draws) => Draw(draws, draws.Whole(2, 6), draws.LogUniform(700, 2200), draws.LogUniform(0.09f, 0.6f));

    /// <summary>Draws a snap of the fingers.</summary>
    public static Clap DrawSnap(Draws draws)
        => Draw(draws, draws.Whole(1, 2), draws.LogUniform(1400, 3600), draws.LogUniform(0.04f, 0.25f));

    public override void Render(StereoSound sound, Draws draws)
    {
        AddChannel(sound.Mid, draws, 1);
        if (Width > 0)
            AddChannel(sound.Side, draws, Width);
    }

    private static Clap Draw(Draws draws, int count, float tone, float decay)
    {
        var (times, levels) = (new float[count], new float[count]);
        var gap = draws.LogUniform(0.005f, 0.018f);
        for (var i = 0; i < count; i++)
            (times[i], levels[i]) = (i == 0 ? 0 : times[i - 1] + (gap * draws.Uniform(0.7f, 1.3f)), draws.Level(-8, 0));
        var (low, high) = (tone * draws.LogUniform(0.4f, 0.8f), Math.Min(tone * draws.LogUniform(2.5f, 9), 14000));
        var (slope, bump) = (draws.Uniform(-5, 1), draws.Uniform(3, 16));
        return new Clap
        {
            Bursts = times,
            Levels = levels,
            Burst = new NoiseColour(
                Low: low, High: high,
                Slope: slope, Bump: tone, BumpGain: bump,
                Decay: draws.LogUniform(0.012f, 0.05f), TopDecay: draws.LogUniform(0.5f, 1)).Bands(draws),
            Ring = new NoiseColour(
                Low: low, High: high,
                Slope: slope - draws.Uniform(0, 2), Bump: tone, BumpGain: bump,
                Decay: decay, TopDecay: draws.LogUniform(0.4f, 1), TailShare: draws.Chance(0.4f) ? draws.Uniform(0, 0.2f) : 0).Bands(draws),
            RingLevel = draws.Level(-12, 0),
            Width = draws.Chance(0.3f) ? 0 : draws.Uniform(0.03f, 0.6f),
        };
    }

    private void AddChannel(Span<float> channel, Draws draws, float gain)
    {
        for (var i = 0; i < Bursts.Length; i++)
            NoiseBands.Add(
                Burst, draws.Noise(), channel[Math.Min(channel.Length, (int)(Bursts[i] * StereoSound.SampleRate))..], gain * Levels[i]);
        NoiseBands.Add(
            Ring, draws.Noise(), channel[Math.Min(channel.Length, (int)(Bursts[^1] * StereoSound.SampleRate))..], gain * RingLevel);
    }
}
