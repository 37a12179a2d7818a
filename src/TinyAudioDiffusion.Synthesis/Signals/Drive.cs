namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>Soft clipping, as of an overdriven amplifier or tape.</summary>
internal static class Drive
{
    /// <summary>
    /// Replaces x by tanh(gain x), with the rational approximation t (27 + t^2) / (27 + 9 t^2), which reaches 1 at t = 3.
    /// </summary>
    /// <param name="samples">The samples.</param>
    /// <param name="gain">The gain before the curve: 1 rounds peaks, 10 turns a sine nearly into a square.</param>
    /// <param name="bias">Moves the middle, which adds even harmonics (and an offset, which a later high-pass takes away).</param>
    public static void Apply(Span<float> samples, float gain, float bias = 0)
    {
        var rest = Soft(bias);
        foreach (ref var sample in samples)
            sample = Soft((sample * gain) + bias) - rest;
    }

    private static float Soft(float x)
    {
        var t = Math.Clamp(x, -3f, 3f);
        var square = t * t;
        return t * (27f + square) / (27f + (9f * square));
    }
}
