namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// The midpoint method with its midpoint in ln sigma (Lu et al., "DPM-Solver", 2022, algorithm 1, in the form of Karras et al. 2022,
/// where the slope is (x - denoised) / sigma). Two network calls a step; one for the step to sigma = 0 and for the one away from infinity.
/// </summary>
/// <remarks>Holds no state; safe to use from several threads at once. Second order.</remarks>
public sealed class Dpm2Sampler : ISampler
{
    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Dpm2;

    /// <inheritdoc/>
    public int CallsPerStep => 2;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var denoised = new float[x.Length];
        var trial = new float[x.Length];
        var later = new float[x.Length];

        for (var i = space.Enter(x, denoised); i < run.Steps; i++)
        {
            var (sigma, next) = (sigmas[i], sigmas[i + 1]);
            space.Denoise(x, i, denoised);
            if (next == 0)
            {
                denoised.CopyTo(x);
            }
            else
            {
                var middle = Math.Sqrt(sigma * next);
                LinearCombination.Set(trial, middle / sigma, x, 1 - (middle / sigma), denoised);
                space.DenoiseAt(trial, middle, later);

                // x + (next - sigma) (trial - later) / middle
                LinearCombination.Add(x, (next - sigma) / middle, trial);
                LinearCombination.Add(x, -(next - sigma) / middle, later);
            }

            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }
}
