using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// DDIM (Song, Meng and Ermon, "Denoising Diffusion Implicit Models", 2021, equation 12) on a model that predicts the velocity. With eta =
/// 0, the default, it draws nothing and is the sampler of the reference system; eta = 1 is DDPM. One network call a step, no clipping.
/// </summary>
/// <remarks>Holds no state; safe to use from several threads at once. First order.</remarks>
/// <param name="eta">How much of the noise is drawn afresh at each step, from 0 to 1.</param>
public sealed class DdimSampler(double eta = 0) : ISampler
{
    private readonly double _eta = SamplerOptions.Share(eta, nameof(eta));

    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Ddim;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        ArgumentNullException.ThrowIfNull(run);

        var levels = run.NoiseLevels;
        var velocity = new float[x.Length];
        var denoised = new float[x.Length];
        var fresh = new float[_eta > 0 ? x.Length : 0];

        for (var i = 0; i < run.Steps; i++)
        {
            var (t, next) = (levels[i], levels[i + 1]);
            run.PredictVelocity(x, t, velocity);

            // Splits the prediction into a clean sound and a noise, which overwrites the velocity.
            var noise = velocity;
            VObjective.Denoised(x, velocity, t, denoised);
            VObjective.Noise(x, velocity, t, noise);

            // Mixes the same sound and the same noise for the next level; with eta > 0 fresh noise replaces a part of the noise (equation
            // 16).
            if (_eta > 0 && next > 0)
            {
                var (alpha, sigma) = (double.CosPi(0.5 * next), double.SinPi(0.5 * next));
                var (alphaNow, sigmaNow) = (double.CosPi(0.5 * t), double.SinPi(0.5 * t));
                var drawn = _eta * (sigma / sigmaNow) * Math.Sqrt(1 - (alphaNow / alpha * (alphaNow / alpha)));
                run.DrawNoise(fresh);
                LinearCombination.Set(x, alpha, denoised, Math.Sqrt((sigma * sigma) - (drawn * drawn)), noise);
                LinearCombination.Add(x, drawn, fresh);
            }
            else
            {
                VObjective.Noisy(denoised, noise, next, x);
            }

            run.Report(i + 1, t, denoised);
        }
    }
}
