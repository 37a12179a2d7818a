using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>
/// A hi-hat: closed, pedal or open; of square waves through high filters as in early drum machines, or of noise and many inharmonic modes as
/// in brass.
/// </summary>
internal sealed record HiHat : Instrument
{
    /// <summary>Gets the frequencies of the square waves in Hz; empty for none.</summary>
    public required float[] Squares { get; init; }

    public required float SquareLevel { get; init; }

    public required Envelope SquareEnvelope { get; init; }

    /// <summary>Gets the centre of the band that the square waves pass, in Hz.</summary>
    public required float SquareTone { get; init; }

    public required Mode[] Modes { get; init; }

    public required float ModeLevel { get; init; }

    public required Band[] Hiss { get; init; }

    public required float HissLevel { get; init; }

    /// <summary>Gets the noise of the stick or of the cymbals' meeting.</summary>
    public required Band[] Chick { get; init; }

    /// <summary>Gets the low noise of the stand and of the two cymbals as one body, which the high pass leaves alone; empty for none.</summary>
    public required Band[] Body { get; init; }

    public required float Width { get; init; }

    /// <summary>Gets the corner of the high pass in Hz.</summary>
    public required float HighPass { get; init; }

    /// <summary>Gets the rise in seconds.</summary>
    public required float Attack { get; init; }

    /// <summary>Gets when the cymbals close, in seconds; 0 for never.</summary>
    public float Choke { get; init; }

    /// <summary>Gets its class: closed-hat, pedal-hat or open-hat.</summary>
    public string Class { get; init; } = "closed-hat";

    /// <summary>Draws a hi-hat.</summary>
    public static HiHat Draw(Draws draws)
    {
        var opening = draws.Weighted(48, 14, 38);
        var decay = opening switch
        {
            0 => draws.LogUniform(0.06f, 0.4f),
            1 => draws.LogUniform(0.08f, 0.5f),
            _ => draws.LogUniform(0.35f, 2.4f),
        };
        var material = draws.Weighted(25, 50, 25);
        return new HiHat
        {
            Class = opening switch { 0 => "closed-hat", 1 => "pedal-hat", _ => "open-hat" },
            Squares = material == 1 ? [] : SquareFrequencies(draws),
            SquareLevel = draws.Level(-3, 6),
            SquareEnvelope = new Envelope(0, draws.Uniform(0, 0.006f), decay, decay * 2.5f, draws.Chance(0.5f) ? draws.Uniform(0, 0.3f) : 0),
            SquareTone = draws.LogUniform(6000, 13000),
            Modes = material == 0 ? [] : BrassModes(draws, decay),
            ModeLevel = draws.Level(-16, 2),
            Hiss = new NoiseColour(
                Low: draws.LogUniform(600, 6000), High: draws.LogUniform(12000, 19000),
                Slope: draws.Uniform(1, 8), Bump: draws.LogUniform(5000, 15000), BumpGain: draws.Uniform(0, 14),
                Decay: decay, TopDecay: draws.LogUniform(0.75f, 1.6f), TailShare: draws.Chance(0.6f) ? draws.Uniform(0.03f, opening == 2 ? 0.12f : 0.35f) : 0).Bands(draws),
            HissLevel = draws.Level(material == 0 ? -24 : -8, 2),
            Chick = new NoiseColour(
                Low: draws.LogUniform(180, 1500), High: draws.LogUniform(9000, 15000),
                Slope: draws.Uniform(-2, 4), Bump: draws.LogUniform(2000, 9000), BumpGain: draws.Uniform(0, 8),
                Decay: draws.LogUniform(0.004f, 0.06f), TopDecay: draws.LogUniform(0.2f, 1))
                .Bands(draws, draws.Level(-24, -3)),
            Body = draws.Chance(0.8f) ? LowBody(draws, decay) : [],
            Width = draws.Chance(0.4f) ? 0 : draws.Uniform(0.03f, 0.6f),
            HighPass = draws.LogUniform(300, 7000),
            Attack = draws.Chance(0.45f) ? 0 : draws.LogUniform(0.0005f, 0.01f),
            Choke = opening == 2 && draws.Chance(0.25f) ? draws.LogUniform(0.12f, 0.45f) : 0,
        };
    }

    public override void Render(StereoSound sound, Draws draws)
    {
        AddChannel(sound.Mid, draws, 1);
        if (Width > 0)
            AddChannel(sound.Side, draws, Width);
        if (Choke <= 0)
            return;
        var envelope = new Envelope(0, Choke, 0.06f);
        envelope.Apply(sound.Mid);
        envelope.Apply(sound.Side);
    }

    private void AddChannel(Span<float> channel, Draws draws, float gain)
    {
        AddSquares(channel, draws, gain * SquareLevel);
        Span<Mode> modes = stackalloc Mode[Modes.Length];
        for (var i = 0; i < modes.Length; i++)
            modes[i] = Modes[i] with { Phase = draws.Unit() };
        ModalBank.Add(modes, channel, gain * ModeLevel);
        NoiseBands.Add(Hiss, draws.Noise(), channel, gain * HissLevel, Attack);
        NoiseBands.Add(Chick, draws.Noise(), channel, gain);
        Biquad.HighPass(HighPass).Apply(channel);
        NoiseBands.Add(Body, draws.Noise(), channel, gain, Attack);
    }

    private void AddSquares(Span<float> channel, Draws draws, float gain)
    {
        if (Squares.Length == 0)
            return;
        using var scratch = new Scratch(Math.Min(channel.Length, SquareEnvelope.Samples));
        Span<float> phases = stackalloc float[Squares.Length];
        foreach (ref var phase in phases)
            phase = draws.Unit();
        Pulses.Add(Squares, phases, scratch.Span);
        Biquad.BandPass(SquareTone, 1.2f).Apply(scratch.Span);
        Biquad.HighPass(0.7f * SquareTone).Apply(scratch.Span);
        SquareEnvelope.Apply(scratch.Span);
        for (var i = 0; i < scratch.Span.Length; i++)
            channel[i] += 6 * gain * scratch.Span[i];
    }

    // The six oscillators of the TR-808, tuned together and each a little apart.
    private static float[] SquareFrequencies(Draws draws)
    {
        float[] frequencies = [205.3f, 304.4f, 369.6f, 522.7f, 540, 800];
        var tune = draws.LogUniform(0.6f, 2);
        var spread = draws.Uniform(0, 0.2f);
        foreach (ref var frequency in frequencies.AsSpan())
            frequency *= tune * draws.Uniform(1 - spread, 1 + spread);
        return frequencies;
    }

    private static Band[] LowBody(Draws draws, float decay)
        => new NoiseColour(
            Low: draws.LogUniform(60, 250), High: draws.LogUniform(900, 4000),
            Slope: draws.Uniform(-4, 2), Bump: draws.LogUniform(120, 1000), BumpGain: draws.Uniform(0, 12),
            Decay: decay * draws.LogUniform(0.3f, 1.5f), TopDecay: draws.LogUniform(0.4f, 1.2f)).Bands(draws, draws.Level(-20, 6));

    private static Mode[] BrassModes(Draws draws, float decay)
    {
        var modes = new Mode[8 * draws.Whole(2, 5)];
        var low = draws.LogUniform(300, 4500);
        var high = draws.LogUniform(10000, 18000);
        var slope = draws.Uniform(-3, 3);
        for (var i = 0; i < modes.Length; i++)
        {
            var frequency = draws.LogUniform(low, high);
            modes[i] = new Mode(frequency, decay * draws.LogUniform(0.5f, 1.8f), 0.15f * Decibels.ToAmplitude((slope * Octaves.From(5000, frequency)) + draws.Uniform(-10, 4)));
        }

        return modes;
    }
}
