using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Inpainting with a model that was not trained for it (Lugmayr et al., "RePaint: Inpainting using Denoising Diffusion Probabilistic
/// Models", 2022, algorithm 1, with DDIM's step; the form of the reference system): at every step what shall be kept is replaced by the
/// source with fresh noise of that level, and each level is visited several times so that old and new fit together.
/// </summary>
/// <remarks>
/// Of the R resamples of a step the first R - 1 stay at its level and the last one goes on to the next. At the end, at noise level 0, what
/// is kept is the source, bit for bit. Holds no state; R network calls and R draws a step.
/// </remarks>
public static class Inpainting
{
    /// <summary>Runs from the first noise level of the grid to the last.</summary>
    /// <param name="run">The network, the grid, the source of noise and the receiver of progress.</param>
    /// <param name="x">The waveforms, [items, channels, samples]: on entry noise, on return the result.</param>
    /// <param name="source">The sound that is kept in parts, as long as <paramref name="x"/>.</param>
    /// <param name="keep">Where the source is kept, as long as <paramref name="x"/>.</param>
    /// <param name="resamples">How often each level is visited, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static void Sample(SamplingRun run, Span<float> x, ReadOnlySpan<float> source, ReadOnlySpan<bool> keep, int resamples)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (x.Length != run.Size || source.Length != x.Length || keep.Length != x.Length)
            throw new ArgumentException($"The run has {run.Size} values, found {x.Length}, {source.Length} of the source and {keep.Length} of the mask.", nameof(x));

        var levels = run.NoiseLevels;
        var velocity = new float[x.Length];
        var denoised = new float[x.Length];
        var fresh = new float[x.Length];

        for (var i = 0; i < run.Steps; i++)
        {
            for (var r = 0; r < resamples; r++)
            {
                run.PredictVelocity(x, levels[i], velocity);
                var noise = velocity;
                VObjective.Denoised(x, velocity, levels[i], denoised);
                VObjective.Noise(x, velocity, levels[i], noise);

                // Only the last visit moves on.
                var level = levels[r == resamples - 1 ? i + 1 : i];
                VObjective.Noisy(denoised, noise, level, x);
                run.DrawNoise(fresh);
                VObjective.Noisy(source, fresh, level, noise);
                for (var k = 0; k < x.Length; k++)
                {
                    if (keep[k])
                        x[k] = noise[k];
                }
            }

            run.Report(i + 1, levels[i], denoised);
        }
    }
}
