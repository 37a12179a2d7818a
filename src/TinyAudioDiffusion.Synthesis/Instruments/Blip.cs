using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>An electronic blip, zap or bent tone: an oscillator that sweeps, frequency modulation by ring, drive.</summary>
internal sealed record Blip : Instrument
{
    public required SweptOscillator Tone { get; init; }

    /// <summary>Gets the oscillator that the tone is multiplied by; none where its level is 0.</summary>
    public required SweptOscillator Ring { get; init; }

    public required float RingLevel { get; init; }

    public required Envelope Level { get; init; }

    public required float Drive { get; init; }

    public required float Brightness { get; init; }

    /// <summary>Draws a blip.</summary>
    public static Blip Draw(Draws draws)
    {
        var end = draws.LogUniform(120, 2400);
        var start = draws.Chance(0.25f) ? end * draws.LogUniform(0.3f, 0.95f) : end * draws.LogUniform(1, 8);
        return new Blip
        {
            Tone = new SweptOscillator(
                Start: Math.Min(start, 9000), End: end, Sweep: draws.LogUniform(0.004f, 0.08f),
                Shape: draws.Uniform(0, 1), Phase: draws.Chance(0.5f) ? 0 : 0.25f),
            Ring = new SweptOscillator(end * draws.LogUniform(0.3f, 4), end * draws.LogUniform(0.3f, 4), draws.LogUniform(0.01f, 0.2f)),
            RingLevel = draws.Chance(0.4f) ? draws.Uniform(0.1f, 1) : 0,
            Level = new Envelope(draws.LogUniform(0.0003f, 0.003f), draws.Uniform(0, 0.04f), draws.LogUniform(0.05f, 0.7f)),
            Drive = draws.Chance(0.45f) ? draws.LogUniform(0.5f, 12) : 0,
            Brightness = draws.LogUniform(1500, 15000),
        };
    }

    public override void Render(StereoSound sound, Draws draws)
    {
        var mid = sound.Mid;
        Tone.Render(mid);
        if (RingLevel > 0)
        {
            using var scratch = new Scratch(mid.Length);
            Ring.Render(scratch.Span);
            for (var i = 0; i < mid.Length; i++)
                mid[i] *= 1 - RingLevel + (RingLevel * scratch.Span[i]);
        }

        Level.Apply(mid);
        if (Drive >= 0.5f)
            Signals.Drive.Apply(mid, Drive);
        Biquad.LowPass(Brightness).Apply(mid);
    }
}
