namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Heun's method on the probability flow in sigma (Karras et al., "Elucidating the Design Space of Diffusion-Based Generative Models",
/// 2022, algorithm 2). Two network calls a step; one for the step to sigma = 0 and for the one away from infinity.
/// </summary>
/// <remarks>Holds no state; safe to use from several threads at once. Second order.</remarks>
/// <param name="churn">Fresh noise at each step; null for none.</param>
public sealed class HeunSampler(Churn? churn = null) : ISampler
{
    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Heun;

    /// <inheritdoc/>
    public int CallsPerStep => 2;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var denoised = new float[x.Length];
        var d = new float[x.Length];
        var trial = new float[x.Length];
        var later = new float[x.Length];

        for (var i = space.Enter(x, denoised); i < run.Steps; i++)
        {
            var next = sigmas[i + 1];
            var sigma = churn?.Apply(run, sigmas[i], x, later) ?? sigmas[i];
            space.DenoiseAt(x, i, sigma, denoised);
            if (next == 0)
            {
                denoised.CopyTo(x);
            }
            else
            {
                // Euler's step: d = (x - denoised) / sigma, x' = x + (next - sigma) d = (next / sigma) x + (1 - next / sigma) denoised.
                var ratio = next / sigma;
                SigmaSpace.SetSlope(d, x, denoised, sigma);
                LinearCombination.Set(trial, ratio, x, 1 - ratio, denoised);

                // The mean of both slopes: d' = (x' - denoised') / next, x + (next - sigma) (d + d') / 2.
                space.Denoise(trial, i + 1, later);
                SigmaSpace.AddSlope(d, trial, later, next);
                LinearCombination.Add(x, 0.5 * (next - sigma), d);
            }

            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }
}
