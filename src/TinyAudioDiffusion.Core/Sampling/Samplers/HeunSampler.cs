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
        var slope = new float[x.Length];
        var trial = new float[x.Length];
        var later = new float[x.Length];

        for (var i = space.Enter(x, denoised); i < run.Steps; i++)
        {
            var next = sigmas[i + 1];
            var sigma = churn?.Apply(run, sigmas[i], x, later) ?? sigmas[i];
            space.DenoiseAt(x, i, sigma, denoised);
            var ratio = next / sigma;
            if (next == 0)
            {
                LinearCombination.Set(x, ratio, x, 1 - ratio, denoised);
            }
            else
            {
                // Euler's step as a trial, then the mean of both slopes.
                LinearCombination.Set(slope, 1 / sigma, x, -1 / sigma, denoised);
                LinearCombination.Set(trial, ratio, x, 1 - ratio, denoised);
                space.Denoise(trial, i + 1, later);
                LinearCombination.Add(slope, 1 / next, trial);
                LinearCombination.Add(slope, -1 / next, later);
                LinearCombination.Add(x, 0.5 * (next - sigma), slope);
            }

            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }
}
