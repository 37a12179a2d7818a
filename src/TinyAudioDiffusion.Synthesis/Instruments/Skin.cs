using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>
/// A tuned drum: toms, congas, bongos, tablas: the modes of a skin whose pitch falls as it calms down, and the noise of stick or hand.
/// </summary>
internal sealed record Skin : Instrument
{
    public required Mode[] Modes { get; init; }

    public required float Stroke { get; init; }

    public required float Glide { get; init; }

    public required float GlideTime { get; init; }

    public required Band[] Slap { get; init; }

    public required float SlapLevel { get; init; }

    public required float Drive { get; init; }

    public required float Brightness { get; init; }

    /// <summary>Draws a tom of a drum kit.</summary>
    public static Skin DrawTom(Draws draws)
    {
        var pitch = draws.LogUniform(70, 300);
        var decay = draws.LogUniform(0.5f, 3.5f);
        return new Skin
        {
            Modes = Membrane(draws, pitch, decay, draws.Uniform(-14, 0)),
            Stroke = draws.LogUniform(0.0006f, 0.005f),
            Glide = draws.Uniform(0.02f, 0.5f),
            GlideTime = draws.LogUniform(0.015f, 0.12f),
            Slap = new NoiseColour(
                Low: draws.LogUniform(150, 600), High: draws.LogUniform(4000, 12000),
                Slope: draws.Uniform(-5, 1), Bump: draws.LogUniform(300, 6000), BumpGain: draws.Uniform(0, 8),
                Decay: draws.LogUniform(0.03f, 0.7f), TopDecay: draws.LogUniform(0.2f, 0.9f)).Bands(draws),
            SlapLevel = draws.Level(-24, 0),
            Drive = draws.Chance(0.3f) ? draws.LogUniform(0.5f, 2.5f) : 0,
            Brightness = draws.LogUniform(3500, 18000),
        };
    }

    /// <summary>Draws a conga or bongo, open, muted or slapped.</summary>
    public static Skin DrawHandDrum(Draws draws)
    {
        var pitch = draws.LogUniform(140, 650);
        var muted = draws.Chance(0.35f);
        return new Skin
        {
            Modes = Membrane(draws, pitch, muted ? draws.LogUniform(0.04f, 0.15f) : draws.LogUniform(0.15f, 1.2f), draws.Uniform(-13, 0)),
            Stroke = draws.LogUniform(0.0003f, 0.002f),
            Glide = draws.Uniform(0, 0.12f),
            GlideTime = draws.LogUniform(0.01f, 0.05f),
            Slap = new NoiseColour(
                Low: draws.LogUniform(300, 1200), High: draws.LogUniform(5000, 12000),
                Slope: draws.Uniform(-5, 2), Bump: draws.LogUniform(700, 6000), BumpGain: draws.Uniform(0, 12),
                Decay: draws.LogUniform(0.015f, 0.2f), TopDecay: draws.LogUniform(0.4f, 1)).Bands(draws),
            SlapLevel = draws.Level(-20, 4),
            Drive = draws.Chance(0.2f) ? draws.LogUniform(0.5f, 1.5f) : 0,
            Brightness = draws.LogUniform(3000, 16000),
        };
    }

    /// <summary>Draws a tabla: a loaded skin, whose modes are nearly harmonic; the bass drum's pitch may be pressed upwards.</summary>
    public static Skin DrawTabla(Draws draws)
    {
        var bass = draws.Chance(0.45f);
        var pitch = bass ? draws.LogUniform(70, 150) : draws.LogUniform(220, 420);
        var decay = bass ? draws.LogUniform(0.2f, 1.2f) : draws.LogUniform(0.08f, 1.2f);
        var modes = new Mode[draws.Whole(3, 6)];
        for (var i = 0; i < modes.Length; i++)
        {
            modes[i] = new Mode(
                pitch * (i + 1) * draws.Uniform(0.985f, 1.015f), decay * draws.LogUniform(0.4f, 1) / (1 + (0.3f * i)),
                draws.Level(-14, 0) / (1 + (bass ? i : 0.3f * i)));
        }

        return new Skin
        {
            Modes = modes,
            Stroke = draws.LogUniform(0.0004f, 0.002f),
            Glide = bass ? draws.Uniform(-0.3f, 0.2f) : 0,
            GlideTime = draws.LogUniform(0.03f, 0.15f),
            Slap = new NoiseColour(
                Low: draws.LogUniform(200, 900), High: draws.LogUniform(4000, 11000),
                Slope: draws.Uniform(-7, -1), Bump: draws.LogUniform(500, 4000), BumpGain: draws.Uniform(0, 10),
                Decay: draws.LogUniform(0.006f, 0.05f), TopDecay: draws.LogUniform(0.4f, 1)).Bands(draws),
            SlapLevel = draws.Level(-22, -1),
            Drive = 0,
            Brightness = draws.LogUniform(3000, 14000),
        };
    }

    public override void Render(StereoSound sound, Draws draws)
    {
        ModalBank.Add(Modes, sound.Mid, 1, Stroke, Glide, GlideTime);
        NoiseBands.Add(Slap, draws.Noise(), sound.Mid, SlapLevel);
        if (Drive >= 0.5f)
            Signals.Drive.Apply(sound.Mid, Drive);
        Biquad.LowPass(Brightness).Apply(sound.Mid);
    }

    private static Mode[] Membrane(Draws draws, float pitch, float decay, float overtones)
    {
        ReadOnlySpan<float> ratios = [1, 1.59f, 2.14f, 2.3f, 2.65f, 2.92f, 3.16f, 3.5f];
        var modes = new Mode[draws.Whole(2, ratios.Length)];
        for (var i = 0; i < modes.Length; i++)
        {
            modes[i] = new Mode(
                pitch * ratios[i] * draws.Uniform(0.95f, 1.05f),
                decay * (i == 0 ? 1 : draws.LogUniform(0.25f, 0.8f)),
                i == 0 ? 1 : Decibels.ToAmplitude(overtones + draws.Uniform(-8, 6)));
        }

        return modes;
    }
}
