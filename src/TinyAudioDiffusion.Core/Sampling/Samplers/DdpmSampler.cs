using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Ancestral sampling (Ho, Jain and Abbeel, "Denoising Diffusion Probabilistic Models", 2020, algorithm 2, with the posterior of
/// equations 6 and 7) between any two noise levels. One network call and one draw a step.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. With alpha_ts = alpha_t / alpha_s and
/// sigma_ts^2 = sigma_t^2 - alpha_ts^2 sigma_s^2 from the level t to the level s:
/// mean = alpha_ts sigma_s^2 / sigma_t^2 x + alpha_s sigma_ts^2 / sigma_t^2 denoised, variance = sigma_ts^2 sigma_s^2 / sigma_t^2.
/// All are finite at t = 1.
/// </remarks>
public sealed class DdpmSampler : ISampler
{
    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Ddpm;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        ArgumentNullException.ThrowIfNull(run);

        var levels = run.NoiseLevels;
        var velocity = new float[x.Length];
        var denoised = new float[x.Length];

        for (var i = 0; i < run.Steps; i++)
        {
            var (alphaT, sigmaT) = (double.CosPi(0.5 * levels[i]), double.SinPi(0.5 * levels[i]));
            var (alphaS, sigmaS) = (double.CosPi(0.5 * levels[i + 1]), double.SinPi(0.5 * levels[i + 1]));
            var alphaTS = alphaT / alphaS;
            var kept = sigmaS * sigmaS / (sigmaT * sigmaT);
            var forgotten = 1 - (alphaTS * alphaTS * kept);

            run.PredictVelocity(x, levels[i], velocity);
            VObjective.Denoised(x, velocity, levels[i], denoised);
            LinearCombination.Set(x, alphaTS * kept, x, alphaS * forgotten, denoised);
            if (sigmaS > 0)
            {
                // The draw overwrites the velocity, which is no longer needed.
                run.DrawNoise(velocity);
                LinearCombination.Add(x, sigmaS * Math.Sqrt(forgotten), velocity);
            }

            run.Report(i + 1, levels[i], denoised);
        }
    }
}
