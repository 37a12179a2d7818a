using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>A cowbell as drum machines make it: two square waves through a band pass, with a sharp start and a longer ring.</summary>
internal sealed record Cowbell : Instrument
{
    public required float[] Frequencies { get; init; }

    public required float Tone { get; init; }

    public required float ToneQ { get; init; }

    public required Envelope Level { get; init; }

    public required float HighPass { get; init; }

    /// <summary>Draws a cowbell: 540 and 800 Hz, tuned up and down, the ratio a little off.</summary>
    public static Cowbell Draw(Draws draws)
    {
        var pitch = draws.LogUniform(400, 900);
        return new Cowbell
        {
            Frequencies = [pitch, pitch * draws.Uniform(1.38f, 1.6f)],
            Tone = pitch * draws.LogUniform(1.5f, 5),
            ToneQ = draws.LogUniform(0.7f, 3),
            Level = new Envelope(
                draws.Uniform(0, 0.001f), 0, draws.LogUniform(0.02f, 0.1f), draws.LogUniform(0.15f, 0.9f), draws.Uniform(0.2f, 0.7f)),
            HighPass = pitch * draws.Uniform(0.4f, 1),
        };
    }

    public override void Render(StereoSound sound, Draws draws)
    {
        var mid = sound.Mid[..Math.Min(sound.Length, Level.Samples)];
        Pulses.Add(Frequencies, [draws.Unit(), draws.Unit()], mid);
        Biquad.BandPass(Tone, ToneQ).Apply(mid);
        Biquad.HighPass(HighPass).Apply(mid);
        Level.Apply(mid);
    }
}
