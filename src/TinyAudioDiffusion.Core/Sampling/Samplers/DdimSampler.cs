using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Deterministic DDIM (Song, Meng and Ermon, "Denoising Diffusion Implicit Models", 2021, equation 12 with eta = 0) on a model that
/// predicts the velocity; the sampler of the reference system. One network call a step, no clipping.
/// </summary>
/// <remarks>Holds no state; safe to use from several threads at once.</remarks>
public sealed class DdimSampler : ISampler
{
    /// <inheritdoc/>
    public string Name => SamplerNames.Ddim;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (x.Length != run.Size)
            throw new ArgumentException($"The run has {run.Size} values, found {x.Length}.", nameof(x));

        var levels = run.NoiseLevels;
        var velocity = new float[x.Length];
        var denoised = new float[x.Length];

        for (var i = 0; i < run.Steps; i++)
        {
            var (t, next) = (levels[i], levels[i + 1]);
            run.PredictVelocity(x, t, velocity);

            // The prediction as a clean sound and a noise; the noise takes the velocity's place.
            var noise = velocity;
            VObjective.Denoised(x, velocity, t, denoised);
            VObjective.Noise(x, velocity, t, noise);

            // The same sound and the same noise, mixed for the next level.
            VObjective.Noisy(denoised, noise, next, x);
            run.Report(i + 1, t, denoised);
        }
    }
}
