namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>What both kinds of mixtures do.</summary>
internal static class Likelihoods
{
    /// <summary>Turns logarithms of likelihoods into shares.</summary>
    public static void Normalize(double[] shares)
    {
        var (largest, sum) = (shares.Max(), 0.0);
        foreach (ref var share in shares.AsSpan())
            sum += share = Math.Exp(share - largest);
        foreach (ref var share in shares.AsSpan())
            share /= sum;
    }

    /// <summary>The velocity that an estimate of the clean sound means: (a x - clean) / s.</summary>
    public static void Velocity(ReadOnlySpan<float> x, float[] clean, float noiseLevel, Span<float> velocity)
    {
        var (s, a) = Math.SinCos(Math.PI / 2 * noiseLevel);
        for (var i = 0; i < x.Length; i++)
            velocity[i] = s < 1e-9 ? 0 : (float)(((a * x[i]) - clean[i]) / s);
    }
}
