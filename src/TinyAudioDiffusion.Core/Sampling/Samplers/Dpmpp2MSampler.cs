using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// DPM-Solver++(2M) (Lu et al., "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic Models", 2022, algorithm 2):
/// it extrapolates the estimate of this step by the estimate of the last one. One network call a step.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. Second order. With lambda = -ln sigma and h the step in it, e^-h is the
/// ratio of the sigmas. The step to sigma = 0 and the one after a step from infinity are of first order.
/// </remarks>
public sealed class Dpmpp2MSampler : ISampler
{
    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Dpmpp2M;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var denoised = new float[x.Length];
        var last = new float[x.Length];
        var lastH = 0.0;

        for (var i = space.Enter(x, denoised); i < run.Steps; i++)
        {
            var ratio = sigmas[i + 1] / sigmas[i];
            space.Denoise(x, i, denoised);
            LinearCombination.Set(x, ratio, x, 1 - ratio, denoised);
            var h = ratio > 0 ? -PortableMath.Log(ratio) : double.PositiveInfinity;
            if (lastH > 0 && ratio > 0)
            {
                // denoised + (denoised - last) / (2 r) in place of denoised, r = lastH / h.
                var share = (1 - ratio) * (h / (2 * lastH));
                LinearCombination.Add(x, share, denoised);
                LinearCombination.Add(x, -share, last);
            }

            run.Report(i + 1, run.NoiseLevels[i], denoised);
            (denoised, last, lastH) = (last, denoised, h);
        }

        space.Leave(x);
    }
}
