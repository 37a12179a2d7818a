namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// DPM-Solver++(2S) (Lu et al., "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic Models", 2022, algorithm 1
/// with r = 1/2) to a level below the next one, then fresh noise up to it. Two network calls a step; one for the step to sigma = 0 and for
/// the one away from infinity.
/// </summary>
/// <remarks>Holds no state; safe to use from several threads at once. Second order for eta = 0.</remarks>
/// <param name="eta">How much of the noise is drawn afresh at each step, from 0 to 1.</param>
/// <param name="noiseScale">The deviation of the fresh noise, at least 0.</param>
public sealed class Dpmpp2SAncestralSampler(double eta = 1, double noiseScale = 1) : ISampler
{
    private readonly double _eta = SamplerOptions.Share(eta, nameof(eta));
    private readonly double _noiseScale = SamplerOptions.NotNegative(noiseScale, nameof(noiseScale));

    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Dpmpp2SAncestral;

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
            var sigma = sigmas[i];
            var (down, up) = AncestralStep.Between(sigma, sigmas[i + 1], _eta);
            space.Denoise(x, i, denoised);
            if (down == 0)
            {
                denoised.CopyTo(x);
            }
            else
            {
                // Half of the way in lambda = -ln sigma, then all of it with the estimate from there: e^-h is a ratio of sigmas.
                var middle = Math.Sqrt(sigma * down);
                LinearCombination.Set(trial, middle / sigma, x, 1 - (middle / sigma), denoised);
                space.DenoiseAt(trial, middle, later);
                LinearCombination.Set(x, down / sigma, x, 1 - (down / sigma), later);
            }

            if (up > 0)
            {
                run.DrawNoise(later);
                LinearCombination.Add(x, _noiseScale * up, later);
            }

            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }
}
