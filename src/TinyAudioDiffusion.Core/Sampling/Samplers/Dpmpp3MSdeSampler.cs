using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// DPM-Solver++ of third order with the estimates of three steps (Lu et al., "DPM-Solver++", 2022, appendix; Gonzalez et al., "SEEDS",
/// 2023, for the noise), with eta between the flow (0) and the diffusion (1). One network call and one draw a step.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. Third order for eta = 0 once it has three estimates. With H = (1 + eta) h:
/// x' = e^-H x + (1 - e^-H) D + phi2 d1 - phi3 d2, phi2 = (e^-H - 1) / H + 1, phi3 = phi2 / H - 1/2, and d1, d2 the first two
/// derivatives of D in units of h. d2 is twice the divided difference; without that factor, as in other implementations, the method
/// falls back to second order.
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
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var reported = new float[x.Length];
        var recent = new RecentWaves(3, x.Length);
        var fresh = new float[_eta > 0 ? x.Length : 0];

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
                var forgotten = PortableMath.Exp(-_eta * h);
                var kept = next / sigma * forgotten;
                LinearCombination.Set(x, kept, x, 1 - kept, denoised);
                AddDifferences(x, recent, h, (1 + _eta) * h, kept);
                if (_eta > 0)
                {
                    run.DrawNoise(fresh);
                    LinearCombination.Add(x, _noiseScale * next * Math.Sqrt(1 - (forgotten * forgotten)), fresh);
                }
            }

            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }

    private static void AddDifferences(Span<float> x, RecentWaves recent, double h, double bigH, double kept)
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

        // a = (D0 - D1) / r0, b = (D1 - D2) / r1, d1 = a + (a - b) r0 / (r0 + r1), d2 = 2 (a - b) / (r0 + r1)
        var phi3 = (phi2 / bigH) - 0.5;
        var r1 = (recent.At(1) - recent.At(2)) / h;
        var ofB = ((phi2 * r0) - (2 * phi3)) / (r0 + r1);
        var ofA = phi2 + ofB;
        LinearCombination.Add(x, ofA / r0, recent[0]);
        LinearCombination.Add(x, -(ofA / r0) - (ofB / r1), recent[1]);
        LinearCombination.Add(x, ofB / r1, recent[2]);
    }
}
