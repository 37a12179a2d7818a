using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// SDE-DPM-Solver++(2M) (Lu et al., "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic Models", 2022, section 5,
/// equation 18), with eta between the flow (0) and the diffusion (1). One network call and one draw a step.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. Second order for eta = 0, where the midpoint form is
/// <see cref="Dpmpp2MSampler"/>. With H = (1 + eta) h and D' the difference quotient of the estimates: x' = e^-H x + (1 - e^-H) D + w h D',
/// w = (1 - e^-H) / 2 (midpoint) or 1 - (1 - e^-H) / H (Heun).
/// </remarks>
/// <param name="eta">How much of the noise is drawn afresh, at least 0.</param>
/// <param name="noiseScale">The deviation of the fresh noise, at least 0.</param>
/// <param name="form">How the change of the estimate over a step is weighted.</param>
public sealed class Dpmpp2MSdeSampler(double eta = 1, double noiseScale = 1, SdeSolverForm form = SdeSolverForm.Midpoint) : ISampler
{
    private readonly double _eta = SamplerOptions.NotNegative(eta, nameof(eta));
    private readonly double _noiseScale = SamplerOptions.NotNegative(noiseScale, nameof(noiseScale));

    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Dpmpp2MSde;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var denoised = new float[x.Length];
        var last = new float[x.Length];
        var fresh = new float[_eta > 0 ? x.Length : 0];
        var lastH = 0.0;

        for (var i = space.Enter(x, denoised); i < run.Steps; i++)
        {
            var (sigma, next) = (sigmas[i], sigmas[i + 1]);
            space.Denoise(x, i, denoised);
            var h = next > 0 ? PortableMath.Log(sigma / next) : double.PositiveInfinity;
            if (next == 0)
            {
                denoised.CopyTo(x);
            }
            else
            {
                // Keeps the share e^-((1 + eta) h) of the state; the extrapolation is that of 2M.
                var forgotten = PortableMath.Exp(-_eta * h);
                var kept = next / sigma * forgotten;
                LinearCombination.Set(x, kept, x, 1 - kept, denoised);
                if (lastH > 0)
                {
                    var share = (form == SdeSolverForm.Heun ? 1 - ((1 - kept) / ((1 + _eta) * h)) : 0.5 * (1 - kept)) * (h / lastH);
                    LinearCombination.Add(x, share, denoised);
                    LinearCombination.Add(x, -share, last);
                }

                if (_eta > 0)
                {
                    run.DrawNoise(fresh);
                    LinearCombination.Add(x, _noiseScale * next * Math.Sqrt(1 - (forgotten * forgotten)), fresh);
                }
            }

            run.Report(i + 1, run.NoiseLevels[i], denoised);
            (denoised, last, lastH) = (last, denoised, h);
        }

        space.Leave(x);
    }
}
