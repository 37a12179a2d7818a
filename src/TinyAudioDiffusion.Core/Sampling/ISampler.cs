namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Turns noise into sound by calling a network along a grid of noise levels. Samplers are plain code over floats, without engines, files or
/// drums.
/// </summary>
/// <remarks>
/// Implementations hold no state between runs and are safe to use from several threads at once. Everything that a run needs comes from its
/// <see cref="SamplingRun"/>, which also honours cancellation at every network call. A sampler computes each item of a batch as if it were
/// alone: no value of one item may depend on another, and random draws come from <see cref="SamplingRun.DrawNoise"/> only, so that the same
/// recipe gives the same bits whatever the batch.
/// </remarks>
public interface ISampler : INamed
{
    /// <summary>Gets how many times a step calls the network, so that a time budget can be turned into a number of steps.</summary>
    /// <value>1 unless the sampler says otherwise; 0 where only the run decides.</value>
    int CallsPerStep => 1;

    /// <summary>Runs from the first noise level of the grid to the last.</summary>
    /// <param name="run">The network, the grid, the source of noise and the receiver of progress.</param>
    /// <param name="x">
    /// The waveforms, [items, channels, samples]: on entry noisy at the level <c>run.NoiseLevels[0]</c>, on return at the last level.
    /// </param>
    /// <exception cref="OperationCanceledException">The run was cancelled; <paramref name="x"/> then holds an unfinished state.</exception>
    void Sample(SamplingRun run, Span<float> x);
}
