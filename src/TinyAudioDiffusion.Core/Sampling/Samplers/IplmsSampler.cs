namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Improved pseudo linear multistep (Liu, Ren, Lin and Zhao, "Pseudo Numerical Methods for Diffusion Models on Manifolds", 2022, with the
/// start of Zhang and Chen's iPNDM, "Fast Sampling of Diffusion Models with Exponential Integrator", 2023): it extrapolates the noise
/// estimates of the last steps with the weights of Adams and Bashforth for even steps, and then makes a step of DDIM. One network call a
/// step.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. Second order, because the weights are those of even steps whatever the grid,
/// although its constant is small.
/// </remarks>
public sealed class IplmsSampler : ISampler
{
    private static readonly double[][] _weights =
    [
        [1],
        [3.0 / 2, -1.0 / 2],
        [23.0 / 12, -16.0 / 12, 5.0 / 12],
        [55.0 / 24, -59.0 / 24, 37.0 / 24, -9.0 / 24],
    ];

    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Iplms;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var denoised = new float[x.Length];
        var noises = new RecentWaves(_weights.Length, x.Length);

        for (var i = space.Enter(x, denoised); i < run.Steps; i++)
        {
            space.Denoise(x, i, denoised);
            SigmaSpace.SetSlope(noises.Next(sigmas[i]), x, denoised, sigmas[i]);
            var weights = _weights[noises.Count - 1];
            for (var k = 0; k < weights.Length; k++)
                LinearCombination.Add(x, (sigmas[i + 1] - sigmas[i]) * weights[k], noises[k]);
            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }
}
