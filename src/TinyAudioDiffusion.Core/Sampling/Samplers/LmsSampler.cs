namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// The linear multistep method of Adams and Bashforth for uneven steps: it takes the slopes of the last steps for a polynomial in sigma and
/// integrates that exactly over the step (Hairer, Norsett and Wanner, "Solving Ordinary Differential Equations I", III.5). One network call
/// a step.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. Fourth order once it has four slopes; the first steps have one, two and three.
/// </remarks>
/// <param name="order">The largest number of slopes, from 1 to 4.</param>
public sealed class LmsSampler(int order = 4) : ISampler
{
    private readonly int _order = SamplerOptions.Order(order, 4, nameof(order));

    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Lms;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var denoised = new float[x.Length];
        var slopes = new RecentWaves(_order, x.Length);

        for (var i = space.Enter(x, denoised); i < run.Steps; i++)
        {
            space.Denoise(x, i, denoised);
            SigmaSpace.SetSlope(slopes.Next(sigmas[i]), x, denoised, sigmas[i]);
            for (var k = 0; k < slopes.Count; k++)
                LinearCombination.Add(x, Weight(slopes, k, sigmas[i], sigmas[i + 1]), slopes[k]);
            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }

    // The integral of the Lagrange polynomial that is 1 at slope k and 0 at the others. Two Gauss points integrate a cubic exactly.
    private static double Weight(RecentWaves slopes, int k, double from, double to)
    {
        var (middle, half) = ((from + to) / 2, (to - from) / 2);
        var offset = half * Math.Sqrt(1.0 / 3);
        return half * (Lagrange(slopes, k, middle - offset) + Lagrange(slopes, k, middle + offset));
    }

    private static double Lagrange(RecentWaves slopes, int k, double sigma)
    {
        var product = 1.0;
        for (var other = 0; other < slopes.Count; other++)
        {
            if (other != k)
                product *= (sigma - slopes.At(other)) / (slopes.At(k) - slopes.At(other));
        }

        return product;
    }
}
