namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Ancestral sampling with Euler's method: a deterministic step below the next noise level, then fresh noise up to it (Song et al.,
/// "Score-Based Generative Modeling through Stochastic Differential Equations", 2021, appendix F, in sigma). One network call a step.
/// </summary>
/// <remarks>Holds no state; safe to use from several threads at once. First order for eta = 0.</remarks>
/// <param name="eta">How much of the noise is drawn afresh at each step, from 0 to 1.</param>
/// <param name="noiseScale">The deviation of the fresh noise, at least 0.</param>
public sealed class EulerAncestralSampler(double eta = 1, double noiseScale = 1) : ISampler
{
    private readonly double _eta = SamplerOptions.Share(eta, nameof(eta));
    private readonly double _noiseScale = SamplerOptions.NotNegative(noiseScale, nameof(noiseScale));

    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.EulerAncestral;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var denoised = new float[x.Length];
        var fresh = new float[x.Length];

        for (var i = space.Enter(x, denoised); i < run.Steps; i++)
        {
            var (down, up) = AncestralStep.Between(sigmas[i], sigmas[i + 1], _eta);
            space.Denoise(x, i, denoised);
            var ratio = down / sigmas[i];
            LinearCombination.Set(x, ratio, x, 1 - ratio, denoised);
            if (up > 0)
            {
                run.DrawNoise(fresh);
                LinearCombination.Add(x, _noiseScale * up, fresh);
            }

            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }
}
