using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>A crash, splash or ride: dense modes, a hiss that darkens, for a ride the ping of the bell.</summary>
internal sealed record Cymbal : Instrument
{
    public required Mode[] Modes { get; init; }

    public required float ModeLevel { get; init; }

    public required Band[] Hiss { get; init; }

    /// <summary>Gets the time constant of the hiss's rise in seconds: the sound of a crash builds up.</summary>
    public required float Build { get; init; }

    public required Band[] Stick { get; init; }

    public required float StickLevel { get; init; }

    public required float Width { get; init; }

    public required float HighPass { get; init; }

    /// <summary>Draws a cymbal.</summary>
    public static Cymbal Draw(Draws draws)
    {
        var ride = draws.Chance(0.4f);
        var decay = draws.LogUniform(0.5f, 2.2f);
        var modes = new Mode[8 * draws.Whole(3, 6)];
        for (var i = 0; i < modes.Length; i++)
        {
            var frequency = draws.LogUniform(ride ? 500 : 350, 13000);
            modes[i] = new Mode(
                frequency, decay * draws.LogUniform(0.5f, 1.5f) * Octaves.Between(1, frequency / 2000, -0.3f), 0.15f * draws.Level(-14, 2));
        }

        return new Cymbal
        {
            Modes = modes,
            ModeLevel = draws.Level(ride ? -8 : -20, ride ? 4 : -4),
            Hiss = new NoiseColour(
                Low: draws.LogUniform(500, 2500), High: draws.LogUniform(11000, 16500),
                Slope: draws.Uniform(-2, 3), Bump: draws.LogUniform(2500, 9000), BumpGain: draws.Uniform(0, 8),
                Decay: decay, TopDecay: draws.LogUniform(0.4f, 0.9f), TailShare: draws.Uniform(0, 0.2f)).Bands(draws),
            Build = draws.LogUniform(0.0003f, 0.01f),
            Stick = new NoiseColour(
                Low: draws.LogUniform(800, 3000), High: draws.LogUniform(9000, 15000),
                Slope: draws.Uniform(-3, 2), Bump: draws.LogUniform(2000, 8000), BumpGain: draws.Uniform(0, 8),
                Decay: draws.LogUniform(0.004f, 0.03f)).Bands(draws),
            StickLevel = draws.Level(-12, ride ? 8 : 2),
            Width = draws.Chance(0.2f) ? 0 : draws.Uniform(0.05f, 0.7f),
            HighPass = draws.LogUniform(150, 1500),
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
        Span<Mode> modes = stackalloc Mode[Modes.Length];
        for (var i = 0; i < modes.Length; i++)
            modes[i] = Modes[i] with { Phase = draws.Unit() };
        ModalBank.Add(modes, channel, gain * ModeLevel);
        NoiseBands.Add(Hiss, draws.Noise(), channel, gain, Build);
        NoiseBands.Add(Stick, draws.Noise(), channel, gain * StickLevel);
        Biquad.HighPass(HighPass).Apply(channel);
    }
}
