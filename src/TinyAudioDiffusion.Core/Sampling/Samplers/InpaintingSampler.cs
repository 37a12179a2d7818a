using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Inpainting with a model that was not trained for it (Lugmayr et al., "RePaint: Inpainting using Denoising Diffusion Probabilistic
/// Models", 2022, algorithm 1, with DDIM's step, as in the reference system). At every step the source, with fresh noise of that level,
/// replaces the part to keep. The sampler visits each level several times so that old and new fit together.
/// </summary>
/// <remarks>
/// Of the R visits to a level the first R - 1 stay there and the last one goes on to the next. At the end, at noise level 0, the kept part
/// is the source, bit for bit. Immutable; R network calls and R draws a step. Made for one sound, so it is not registered by name.
/// </remarks>
/// <param name="source">
/// The sound of which a part is kept: [channels, samples], the same one for every item of a batch, or [items, channels, samples]. It must
/// not change.
/// </param>
/// <param name="keep">Where the source is kept, as long as <paramref name="source"/>. It must not change.</param>
/// <param name="resamples">How often each level is visited, at least 1.</param>
public sealed class InpaintingSampler(ReadOnlyMemory<float> source, ReadOnlyMemory<bool> keep, int resamples = 4) : ISampler
{
    private readonly ReadOnlyMemory<bool> _keep = keep.Length == source.Length
        ? keep
        : throw new ArgumentException($"The source has {source.Length} values and the mask {keep.Length}.", nameof(keep));

    private readonly int _resamples = resamples >= 1
        ? resamples
        : throw new ArgumentOutOfRangeException(
            nameof(resamples), resamples, $"The number of resamples is {resamples}; it must be at least 1.");

    /// <inheritdoc/>
    public string Name => "inpainting";

    /// <inheritdoc/>
    public int CallsPerStep => _resamples;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The source is as long as neither an item of the run nor all items together.</exception>
    public void Sample(SamplingRun run, Span<float> x)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (source.Length != run.Size && source.Length != run.Size / run.Items)
        {
            throw new ArgumentException(
                $"An item of the run has {run.Size / run.Items} values, and the source {source.Length}.", nameof(run));
        }

        var levels = run.NoiseLevels;
        var velocity = new float[x.Length];
        var denoised = new float[x.Length];
        var fresh = new float[x.Length];

        for (var i = 0; i < run.Steps; i++)
        {
            for (var r = 0; r < _resamples; r++)
            {
                run.PredictVelocity(x, levels[i], velocity);
                var noise = velocity;
                VObjective.Denoised(x, velocity, levels[i], denoised);
                VObjective.Noise(x, velocity, levels[i], noise);

                // Only the last visit goes on.
                var level = levels[r == _resamples - 1 ? i + 1 : i];
                VObjective.Noisy(denoised, noise, level, x);
                run.DrawNoise(fresh);
                for (var start = 0; start < x.Length; start += source.Length)
                    Keep(x.Slice(start, source.Length), fresh.AsSpan(start, source.Length), level, noise.AsSpan(start, source.Length));
            }

            run.Report(i + 1, levels[i], denoised);
        }
    }

    // Puts the source, with fresh noise of the level, where it is kept.
    private void Keep(Span<float> x, ReadOnlySpan<float> fresh, float level, Span<float> noisySource)
    {
        var mask = _keep.Span;
        VObjective.Noisy(source.Span, fresh, level, noisySource);
        for (var k = 0; k < x.Length; k++)
        {
            if (mask[k])
                x[k] = noisySource[k];
        }
    }
}
