using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>
/// A bass drum: a body whose pitch falls, drive, a sub below it; a beater or click of filtered noise and a short high mode; for acoustic
/// drums the rumble of the skins.
/// </summary>
internal sealed record Kick : Instrument
{
    public required SweptOscillator Body { get; init; }

    public required Envelope Level { get; init; }

    /// <summary>Gets the gain before soft clipping; below 0.5 there is none.</summary>
    public required float Drive { get; init; }

    /// <summary>Gets the level of a second, slower tone at the body's final frequency.</summary>
    public float Sub { get; init; }

    public Envelope SubLevel { get; init; }

    /// <summary>Gets the level of the click.</summary>
    public required float Click { get; init; }

    /// <summary>Gets the centre of the click's noise in Hz.</summary>
    public required float ClickTone { get; init; }

    /// <summary>Gets the time of the click's decay by 60 dB in seconds.</summary>
    public required float ClickDecay { get; init; }

    /// <summary>Gets the level of the skins' rumble: noise around twice to six times the body.</summary>
    public float Rumble { get; init; }

    public float RumbleDecay { get; init; }

    /// <summary>Gets the bands of the noise around the drum: its wires, its room, tape; empty for none.</summary>
    public Band[] Air { get; init; } = [];

    /// <summary>Gets the corner of the last low pass in Hz.</summary>
    public required float Brightness { get; init; }

    /// <summary>Draws a deep kick: the long kind of early drum machines and of trap.</summary>
    public static Kick DrawDeep(Draws draws)
    {
        var end = draws.LogUniform(36, 64);
        return new Kick
        {
            Body = new SweptOscillator(
                Start: end * draws.LogUniform(1.3f, 5), End: end, Sweep: draws.LogUniform(0.003f, 0.03f),
                Snap: draws.Chance(0.4f) ? draws.LogUniform(200, 3000) : 0, SnapTime: draws.LogUniform(0.0005f, 0.003f)),
            Level = new Envelope(draws.LogUniform(0.0002f, 0.004f), draws.Uniform(0, 0.05f), draws.LogUniform(0.4f, 1.6f)),
            Drive = draws.Chance(0.6f) ? draws.LogUniform(0.6f, 4) : 0,
            Click = draws.Level(-45, -12),
            ClickTone = draws.LogUniform(800, 6000),
            ClickDecay = draws.LogUniform(0.002f, 0.02f),
            Air = DrawAir(draws, 0.25f),
            Brightness = draws.LogUniform(400, 12000),
        };
    }

    /// <summary>Draws a punchy kick: the kind of later drum machines and of house.</summary>
    public static Kick DrawPunchy(Draws draws)
    {
        var end = draws.LogUniform(40, 68);
        return new Kick
        {
            Body = new SweptOscillator(
                Start: draws.LogUniform(110, 420), End: end, Sweep: draws.LogUniform(0.006f, 0.045f),
                Snap: draws.Chance(0.5f) ? draws.LogUniform(300, 5000) : 0, SnapTime: draws.LogUniform(0.0004f, 0.003f),
                Shape: draws.Uniform(0, 0.6f)),
            Level = new Envelope(draws.LogUniform(0.0002f, 0.002f), draws.Uniform(0, 0.06f), draws.LogUniform(0.15f, 0.6f)),
            Drive = draws.LogUniform(0.5f, 3.5f),
            Sub = draws.Chance(0.3f) ? draws.Level(-12, -3) : 0,
            SubLevel = new Envelope(0.01f, 0, draws.LogUniform(0.3f, 0.9f)),
            Click = draws.Level(-32, -6),
            ClickTone = draws.LogUniform(1000, 9000),
            ClickDecay = draws.LogUniform(0.003f, 0.04f),
            Air = DrawAir(draws, 0.4f),
            Brightness = draws.LogUniform(1000, 14000),
        };
    }

    /// <summary>Draws an acoustic kick: a bass drum with skins and a beater.</summary>
    public static Kick DrawAcoustic(Draws draws)
    {
        var end = draws.LogUniform(44, 95);
        return new Kick
        {
            Body = new SweptOscillator(
                Start: end * draws.LogUniform(1.1f, 2.6f), End: end, Sweep: draws.LogUniform(0.008f, 0.05f),
                Snap: draws.LogUniform(50, 900), SnapTime: draws.LogUniform(0.001f, 0.004f)),
            Level = new Envelope(
                draws.LogUniform(0.0005f, 0.005f), 0, draws.LogUniform(0.1f, 0.35f), draws.LogUniform(0.3f, 0.9f), draws.Uniform(0, 0.25f)),
            Drive = draws.Chance(0.5f) ? draws.LogUniform(0.5f, 1.8f) : 0,
            Click = draws.Level(-26, -3),
            ClickTone = draws.LogUniform(1500, 6500),
            ClickDecay = draws.LogUniform(0.005f, 0.06f),
            Rumble = draws.Level(-26, -6),
            RumbleDecay = draws.LogUniform(0.04f, 0.25f),
            Air = DrawAir(draws, 0.75f),
            Brightness = draws.LogUniform(1500, 9000),
        };
    }

    /// <summary>Draws a hard kick: overdriven.</summary>
    public static Kick DrawHard(Draws draws)
    {
        var end = draws.LogUniform(42, 70);
        return new Kick
        {
            Body = new SweptOscillator(
                Start: draws.LogUniform(160, 420), End: end, Sweep: draws.LogUniform(0.008f, 0.04f),
                Snap: draws.LogUniform(300, 4000), SnapTime: draws.LogUniform(0.0005f, 0.004f),
                Shape: draws.Uniform(0, 0.7f)),
            Level = new Envelope(draws.LogUniform(0.0002f, 0.001f), draws.Uniform(0, 0.12f), draws.LogUniform(0.2f, 0.9f)),
            Drive = draws.LogUniform(3, 14),
            Click = draws.Level(-30, -6),
            ClickTone = draws.LogUniform(1500, 8000),
            ClickDecay = draws.LogUniform(0.004f, 0.05f),
            Rumble = draws.Chance(0.5f) ? draws.Level(-30, -12) : 0,
            RumbleDecay = draws.LogUniform(0.05f, 0.4f),
            Air = DrawAir(draws, 0.6f),
            Brightness = draws.LogUniform(800, 12000),
        };
    }

    /// <summary>Draws a soft kick: short and dull.</summary>
    public static Kick DrawSoft(Draws draws)
    {
        var end = draws.LogUniform(48, 95);
        return new Kick
        {
            Body = new SweptOscillator(
                Start: end * draws.LogUniform(1.2f, 3), End: end, Sweep: draws.LogUniform(0.006f, 0.03f),
                Shape: draws.Uniform(0, 0.5f)),
            Level = new Envelope(draws.LogUniform(0.001f, 0.006f), draws.Uniform(0, 0.02f), draws.LogUniform(0.08f, 0.3f)),
            Drive = draws.Chance(0.4f) ? draws.LogUniform(0.5f, 2) : 0,
            Click = draws.Level(-50, -20),
            ClickTone = draws.LogUniform(400, 3000),
            ClickDecay = draws.LogUniform(0.004f, 0.03f),
            Rumble = draws.Chance(0.4f) ? draws.Level(-34, -16) : 0,
            RumbleDecay = draws.LogUniform(0.03f, 0.15f),
            Air = DrawAir(draws, 0.3f),
            Brightness = draws.LogUniform(250, 3000),
        };
    }

    public override void Render(StereoSound sound, Draws draws)
    {
        var mid = sound.Mid;
        Body.Render(mid);
        Level.Apply(mid);
        AddSub(mid);
        AddRumble(sound, draws);
        if (Drive >= 0.5f)
            Signals.Drive.Apply(mid, Drive, 0.1f * Drive * Body.Shape);
        Biquad.LowPass(Brightness).Apply(mid);
        AddClick(mid, draws);
        NoiseBands.Add(Air, draws.Noise(), mid);
    }

    private static Band[] DrawAir(Draws draws, float chance) => draws.Chance(chance)
        ? new NoiseColour(
            Low: draws.LogUniform(150, 1200), High: draws.LogUniform(3000, 12000),
            Slope: draws.Uniform(-6, 1), Bump: draws.LogUniform(500, 6000), BumpGain: draws.Uniform(0, 10),
            Decay: draws.LogUniform(0.04f, 0.5f), TopDecay: draws.LogUniform(0.4f, 1.2f))
            .Bands(draws, draws.Level(-46, -14))
        : [];

    private void AddSub(Span<float> mid)
    {
        if (Sub <= 0)
            return;
        using var scratch = new Scratch(mid.Length);
        new SweptOscillator(Body.End, Body.End, 1).Render(scratch.Span);
        SubLevel.Apply(scratch.Span);
        for (var i = 0; i < mid.Length; i++)
            mid[i] += Sub * scratch.Span[i];
    }

    private void AddRumble(StereoSound sound, Draws draws)
    {
        if (Rumble <= 0)
            return;
        Span<Band> bands =
        [
            new(Body.End * 1.8f, 2, Rumble, RumbleDecay),
            new(Body.End * 3.1f, 2, 0.7f * Rumble, 0.7f * RumbleDecay),
            new(Body.End * 5.3f, 1.5f, 0.5f * Rumble, 0.5f * RumbleDecay),
            new(Body.End * 11, 1, 0.25f * Rumble, 0.3f * RumbleDecay),
        ];
        NoiseBands.Add(bands, draws.Noise(), sound.Mid, 3);
    }

    private void AddClick(Span<float> mid, Draws draws)
    {
        Span<Band> bands =
        [
            new(ClickTone, 1.2f, Click, ClickDecay),
            new(ClickTone * 2.1f, 1, 0.5f * Click, 0.6f * ClickDecay),
            new(ClickTone * 0.45f, 1, 0.4f * Click, ClickDecay),
        ];
        NoiseBands.Add(bands, draws.Noise(), mid, 1.5f);
        Span<Mode> modes =
            [new(ClickTone * 0.8f, 0.7f * ClickDecay, 0.6f * Click), new(ClickTone * 1.37f, 0.5f * ClickDecay, 0.4f * Click)];
        ModalBank.Add(modes, mid, 1, 0.0002f);
    }
}
