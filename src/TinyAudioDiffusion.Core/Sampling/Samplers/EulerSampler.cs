namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Euler's method on the probability flow in sigma (Karras et al., "Elucidating the Design Space of Diffusion-Based Generative Models",
/// 2022, algorithm 2 without its second-order part). Without churn its steps are those of DDIM. One network call a step.
/// </summary>
/// <remarks>Holds no state; safe to use from several threads at once. First order.</remarks>
/// <param name="churn">Fresh noise at each step; null for none.</param>
public sealed class EulerSampler(Churn? churn = null) : ISampler
{
    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Euler;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var denoised = new float[x.Length];
        var fresh = new float[churn is null ? 0 : x.Length];

        for (var i = space.Enter(x, denoised); i < run.Steps; i++)
        {
            var sigma = churn?.Apply(run, sigmas[i], x, fresh) ?? sigmas[i];
            space.DenoiseAt(x, i, sigma, denoised);

            // x + (next - sigma) (x - denoised) / sigma
            var ratio = sigmas[i + 1] / sigma;
            LinearCombination.Set(x, ratio, x, 1 - ratio, denoised);
            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }
}
