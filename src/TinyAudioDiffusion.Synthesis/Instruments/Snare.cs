using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>A snare drum: the modes of its skins, the wires below them as noise of eight bands, and the crack of the stick.</summary>
internal sealed record Snare : Instrument
{
    /// <summary>Gets the frequency of the lowest mode in Hz.</summary>
    public required float Pitch { get; init; }

    /// <summary>Gets the modes, with frequencies as multiples of the pitch.</summary>
    public required Mode[] Modes { get; init; }

    public required float Body { get; init; }

    /// <summary>Gets how far above themselves the modes start, as a share.</summary>
    public required float Glide { get; init; }

    public required float GlideTime { get; init; }

    /// <summary>Gets the bands of the wires.</summary>
    public required Band[] Wires { get; init; }

    /// <summary>Gets the time constant of the wires' rise in seconds.</summary>
    public required float WiresAttack { get; init; }

    /// <summary>Gets the share of the wires that differs between left and right.</summary>
    public required float Width { get; init; }

    public required float Crack { get; init; }

    public required float CrackTone { get; init; }

    public required float CrackDecay { get; init; }

    /// <summary>Gets the gain before soft clipping; below 0.5 there is none.</summary>
    public required float Drive { get; init; }

    /// <summary>Gets the corner of the high pass in Hz.</summary>
    public required float HighPass { get; init; }

    /// <summary>Gets when the sound is cut off, in seconds; 0 for never.</summary>
    public float Gate { get; init; }

    /// <summary>Draws a snare: acoustic, of an early or a later drum machine, or electronic.</summary>
    public static Snare Draw(Draws draws)
    {
        var style = draws.Weighted(50, 15, 18, 17);
        var acoustic = style == 0;
        var gated = draws.Chance(0.2f);
        var decay = (acoustic ? draws.LogUniform(0.13f, 0.9f) : draws.LogUniform(0.1f, 0.7f)) * (gated ? 2 : 1);
        var ringing = acoustic && draws.Chance(0.25f);
        return new Snare
        {
            Pitch = style == 3 ? draws.LogUniform(120, 380) : draws.LogUniform(145, 290),
            Modes = style switch
            {
                0 => SkinModes(draws, ringing),
                1 => [new(1, draws.LogUniform(0.06f, 0.25f), 1),
                    new(draws.Uniform(1.7f, 2.1f), draws.LogUniform(0.04f, 0.18f), draws.Level(-10, 0))],
                2 => [new(1, draws.LogUniform(0.06f, 0.2f), 1),
                    new(draws.Uniform(1.4f, 1.8f), draws.LogUniform(0.05f, 0.16f), draws.Level(-8, 0))],
                _ =>
                [
                    new(1, draws.LogUniform(0.05f, 0.35f), 1),
                    new(draws.Uniform(1.3f, 3.2f), draws.LogUniform(0.03f, 0.2f), draws.Level(-18, -3)),
                    new(draws.Uniform(2.2f, 5), draws.LogUniform(0.02f, 0.1f), draws.Level(-24, -8)),
                ],
            },
            Body = draws.Level(-5, 11),
            Glide = style is 2 or 3 ? draws.Uniform(0.05f, 1.2f) : draws.Uniform(0, 0.18f),
            GlideTime = draws.LogUniform(0.004f, 0.03f),
            Wires = WireBands(draws, decay, acoustic),
            WiresAttack = draws.Chance(0.6f) ? 0 : draws.LogUniform(0.0005f, 0.005f),
            Width = draws.Chance(0.35f) ? 0 : draws.Uniform(0.03f, 0.5f),
            Crack = draws.Level(-30, -2),
            CrackTone = draws.LogUniform(500, 4000),
            CrackDecay = draws.LogUniform(0.004f, 0.03f),
            Drive = draws.Chance(0.45f) ? draws.LogUniform(0.5f, 3) : 0,
            HighPass = draws.LogUniform(50, 170),
            Gate = gated ? draws.LogUniform(0.08f, 0.4f) : 0,
        };
    }

    public override void Render(StereoSound sound, Draws draws)
    {
        Span<Mode> modes = stackalloc Mode[Modes.Length];
        for (var i = 0; i < modes.Length; i++)
            modes[i] = Modes[i] with { Frequency = Modes[i].Frequency * Pitch };
        ModalBank.Add(modes, sound.Mid, Body, 0.0006f, Glide, GlideTime);
        NoiseBands.Add(Wires, draws.Noise(), sound.Mid, 1, WiresAttack);
        if (Width > 0)
            NoiseBands.Add(Wires, draws.Noise(), sound.Side, Width, WiresAttack);

        Span<Band> crack = [new(CrackTone, 0.8f, Crack, CrackDecay), new(2.5f * CrackTone, 0.7f, 0.7f * Crack, 0.6f * CrackDecay)];
        NoiseBands.Add(crack, draws.Noise(), sound.Mid);
        if (Drive >= 0.5f)
            Signals.Drive.Apply(sound.Mid, Drive);
        Biquad.HighPass(HighPass).Apply(sound.Mid);
        if (Gate <= 0)
            return;
        var envelope = new Envelope(0, Gate, 0.03f);
        envelope.Apply(sound.Mid);
        envelope.Apply(sound.Side);
    }

    // The ideal membrane's ratios, spread by the shell and the air, each with a decay of its own.
    private static Mode[] SkinModes(Draws draws, bool ringing)
    {
        ReadOnlySpan<float> ratios = [1, 1.59f, 2.14f, 2.3f, 2.65f, 2.92f, 3.16f, 3.6f];
        var modes = new Mode[draws.Whole(3, ratios.Length)];
        var decay = draws.LogUniform(0.08f, 0.6f) * (ringing ? 2.5f : 1);
        for (var i = 0; i < modes.Length; i++)
        {
            modes[i] = new Mode(
                ratios[i] * draws.Uniform(0.94f, 1.06f),
                decay * draws.LogUniform(0.5f, 1.5f) / (1 + (0.25f * i)),
                i == 0 ? 1 : draws.Level(-16, -1) / (1 + (0.2f * i)),
                draws.Uniform(-0.1f, 0.1f));
        }

        return modes;
    }

    // Slope -8 to 2 dB an octave, a bump anywhere, decays that shorten towards the top.
    private static Band[] WireBands(Draws draws, float decay, bool acoustic)
        => new NoiseColour(
            Low: draws.LogUniform(250, 1200), High: draws.LogUniform(5000, 15000),
            Slope: acoustic ? draws.Uniform(-10, -2) : draws.Uniform(-9, 0),
            Bump: draws.LogUniform(500, 5000),
            BumpGain: draws.Uniform(0, 12),
            Decay: decay,
            TopDecay: draws.LogUniform(0.35f, 1.1f),
            TailShare: decay < 0.3f && draws.Chance(0.6f) ? draws.Uniform(0.02f, 0.3f) : 0).Bands(draws);
}
