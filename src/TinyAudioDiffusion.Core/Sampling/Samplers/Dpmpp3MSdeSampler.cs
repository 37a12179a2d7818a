using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// DPM-Solver++(3M) as an SDE, as in k-diffusion and the systems that follow it: the estimates of three steps (Lu et al.,
/// "DPM-Solver++", 2022, appendix) with fresh noise (Gonzalez et al., "SEEDS", 2023), eta between the flow (0) and the diffusion (1). One
/// network call and one draw a step.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. With H = (1 + eta) h: x' = e^-H x + (1 - e^-H) D + phi2 d1 - phi3 d2, phi2 =
/// (e^-H - 1) / H + 1, phi3 = phi2 / H - 1/2. d1 is the first derivative of D in units of h. d2 is the divided difference of second order,
/// which is half of the second derivative, so the method is of second order for eta = 0. <see cref="Exponential3MSdeSampler"/> takes the
/// whole derivative and is of third order.
/// </remarks>
/// <param name="eta">How much of the noise is drawn afresh, at least 0.</param>
/// <param name="noiseScale">The deviation of the fresh noise, at least 0.</param>
public sealed class Dpmpp3MSdeSampler(double eta = 1, double noiseScale = 1) : ISampler
{
    private readonly double _eta = SamplerOptions.NotNegative(eta, nameof(eta));
    private readonly double _noiseScale = SamplerOptions.NotNegative(noiseScale, nameof(noiseScale));

    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Dpmpp3MSde;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x) => Sample(run, x, _eta, _noiseScale, ofD2: 1);

    /// <summary>The loop of both samplers.</summary>
    /// <param name="run">The run.</param>
    /// <param name="x">The waveforms.</param>
    /// <param name="eta">How much of the noise is drawn afresh.</param>
    /// <param name="noiseScale">The deviation of the fresh noise.</param>
    /// <param name="ofD2">What multiplies the divided difference of second order to give d2.</param>
    internal static void Sample(SamplingRun run, Span<float> x, double eta, double noiseScale, double ofD2)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var reported = new float[x.Length];
        var recent = new RecentWaves(3, x.Length);
        var fresh = new float[eta > 0 ? x.Length : 0];

        for (var i = space.Enter(x, reported); i < run.Steps; i++)
        {
            var (sigma, next) = (sigmas[i], sigmas[i + 1]);
            var lambda = -PortableMath.Log(sigma);
            var denoised = recent.Next(lambda);
            space.Denoise(x, i, denoised);
            if (next == 0)
            {
                denoised.CopyTo(x);
            }
            else
            {
                var h = PortableMath.Log(sigma / next);
                var forgotten = PortableMath.Exp(-eta * h);
                var kept = next / sigma * forgotten;
                LinearCombination.Set(x, kept, x, 1 - kept, denoised);
                AddDerivatives(x, recent, h, (1 + eta) * h, kept, ofD2);
                if (eta > 0)
                {
                    run.DrawNoise(fresh);
                    LinearCombination.Add(x, noiseScale * next * Math.Sqrt(1 - (forgotten * forgotten)), fresh);
                }
            }

            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }

    private static void AddDerivatives(Span<float> x, RecentWaves recent, double h, double bigH, double kept, double ofD2)
    {
        if (recent.Count < 2)
            return;
        var phi2 = ((kept - 1) / bigH) + 1;
        var r0 = (recent.At(0) - recent.At(1)) / h;
        if (recent.Count == 2)
        {
            LinearCombination.Add(x, phi2 / r0, recent[0]);
            LinearCombination.Add(x, -phi2 / r0, recent[1]);
            return;
        }

        // a = (D0 - D1) / r0, b = (D1 - D2) / r1, d1 = a + (a - b) r0 / (r0 + r1), d2 = ofD2 (a - b) / (r0 + r1)
        var phi3 = (phi2 / bigH) - 0.5;
        var r1 = (recent.At(1) - recent.At(2)) / h;
        var ofB = ((phi2 * r0) - (ofD2 * phi3)) / (r0 + r1);
        var ofA = phi2 + ofB;
        LinearCombination.Add(x, ofA / r0, recent[0]);
        LinearCombination.Add(x, -(ofA / r0) - (ofB / r1), recent[1]);
        LinearCombination.Add(x, ofB / r1, recent[2]);
    }
}
