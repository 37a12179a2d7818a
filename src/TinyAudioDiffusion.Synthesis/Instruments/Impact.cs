using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>Something large or hollow that is hit: many modes all over, and as much noise.</summary>
internal sealed record Impact : Instrument
{
    public required Mode[] Modes { get; init; }

    public required float Stroke { get; init; }

    public required Band[] Noise { get; init; }

    /// <summary>Gets the gain before soft clipping; below 0.5 there is none.</summary>
    public required float Drive { get; init; }

    /// <summary>Draws an impact.</summary>
    public static Impact Draw(Draws draws)
    {
        var modes = new Mode[8 * draws.Whole(1, 4)];
        var (low, high) = (draws.LogUniform(60, 500), draws.LogUniform(1500, 9000));
        var decay = draws.LogUniform(0.08f, 1.2f);
        for (var i = 0; i < modes.Length; i++)
        {
            var frequency = draws.LogUniform(low, high);
            modes[i] = new Mode(
                frequency, decay * draws.LogUniform(0.4f, 1.4f) * Octaves.Between(1, frequency / 500, -0.35f), 0.5f * draws.Level(-16, 0),
                draws.Unit());
        }

        return new Impact
        {
            Modes = modes,
            Stroke = draws.LogUniform(0.0001f, 0.002f),
            Noise = new NoiseColour(
                Low: draws.LogUniform(80, 800), High: draws.LogUniform(3500, 13000),
                Slope: draws.Uniform(-7, 1), Bump: draws.LogUniform(200, 5000), BumpGain: draws.Uniform(0, 10),
                Decay: decay * draws.LogUniform(0.3f, 1.2f), TopDecay: draws.LogUniform(0.2f, 0.8f))
                .Bands(draws, draws.Level(-14, 4)),
            Drive = draws.Chance(0.3f) ? draws.LogUniform(0.5f, 4) : 0,
        };
    }

    public override void Render(StereoSound sound, Draws draws)
    {
        ModalBank.Add(Modes, sound.Mid, 1, Stroke);
        NoiseBands.Add(Noise, draws.Noise(), sound.Mid);
        if (Drive >= 0.5f)
            Signals.Drive.Apply(sound.Mid, Drive);
    }
}
