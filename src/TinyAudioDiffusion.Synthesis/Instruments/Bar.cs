using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>
/// A struck solid: rims, woodblocks, claves, agogos, bells, triangles, pieces of metal: modes and the knock of the stick.
/// </summary>
internal sealed record Bar : Instrument
{
    public required Mode[] Modes { get; init; }

    public required float Stroke { get; init; }

    public required Band[] Knock { get; init; }

    public required float KnockLevel { get; init; }

    /// <summary>Gets the corner of the high pass in Hz.</summary>
    public required float HighPass { get; init; }

    /// <summary>Draws the stick on a rim, or across it.</summary>
    public static Bar DrawRim(Draws draws)
    {
        var pitch = draws.LogUniform(300, 1100);
        return Draw(
            draws, pitch, Ratios(draws, draws.Whole(3, 8), 1.25f, 2.4f), draws.LogUniform(0.025f, 0.18f), 0.8f, draws.Uniform(-18, 0), 1500,
            7000);
    }

    /// <summary>Draws a woodblock, a temple block or claves.</summary>
    public static Bar DrawWood(Draws draws)
    {
        var pitch = draws.LogUniform(380, 2800);
        return Draw(
            draws, pitch, Ratios(draws, draws.Whole(1, 4), 1.4f, 2.9f), draws.LogUniform(0.035f, 0.3f), 0.5f, draws.Uniform(-34, -8), 1000,
            6000);
    }

    /// <summary>Draws an agogo, a bell, a triangle or another piece of metal.</summary>
    public static Bar DrawMetal(Draws draws)
    {
        var pitch = draws.LogUniform(350, 3500);
        return Draw(
            draws, pitch, Ratios(draws, draws.Whole(3, 16), 1.08f, 1.8f), draws.LogUniform(0.12f, 2), 0.9f, draws.Uniform(-40, -14), 2500,
            9000);
    }

    public override void Render(StereoSound sound, Draws draws)
    {
        ModalBank.Add(Modes, sound.Mid, 1, Stroke);
        NoiseBands.Add(Knock, draws.Noise(), sound.Mid, KnockLevel);
        Biquad.HighPass(HighPass).Apply(sound.Mid);
    }

    private static Bar Draw(Draws draws, float pitch, float[] ratios, float decay, float flat, float knock, float knockLow, float knockHigh)
    {
        var modes = new Mode[ratios.Length];
        for (var i = 0; i < modes.Length; i++)
        {
            // What is faster fades sooner: decays go with f^(flat - 1).
            var faster = Octaves.Between(1, ratios[i], flat - 1);
            modes[i] = new Mode(
                pitch * ratios[i], decay * faster * draws.LogUniform(0.6f, 1.4f), draws.Level(i == 0 ? -3 : -20, 0),
                draws.Uniform(-0.05f, 0.05f));
        }

        return new Bar
        {
            Modes = modes,
            Stroke = draws.LogUniform(0.00008f, 0.0006f),
            Knock = new NoiseColour(
                Low: draws.LogUniform(300, 1200), High: draws.LogUniform(6000, 15000),
                Slope: draws.Uniform(-3, 3), Bump: draws.LogUniform(knockLow, knockHigh), BumpGain: draws.Uniform(0, 12),
                Decay: draws.LogUniform(0.005f, 0.06f)).Bands(draws),
            KnockLevel = Decibels.ToAmplitude(knock),
            HighPass = draws.LogUniform(80, 0.7f * pitch),
        };
    }

    // 1, then each mode above the one before by a drawn ratio.
    private static float[] Ratios(Draws draws, int count, float least, float most)
    {
        var ratios = new float[count];
        for (var i = 0; i < count; i++)
            ratios[i] = i == 0 ? 1 : ratios[i - 1] * draws.LogUniform(least, most);
        return ratios;
    }
}
