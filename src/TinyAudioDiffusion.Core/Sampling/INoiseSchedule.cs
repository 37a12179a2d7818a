namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// The time grid of a run: the noise levels that a sampler visits. A caller chooses schedule and sampler apart from each other.
/// </summary>
/// <remarks>Implementations hold no state and are safe to use from several threads at once.</remarks>
public interface INoiseSchedule : INamed
{
    /// <summary>Writes the grid for <c>noiseLevels.Length - 1</c> steps.</summary>
    /// <param name="noiseLevels">
    /// Receives strictly falling noise levels t in [0, 1]: the first is where the run starts, the last where it ends (0 for a clean sound).
    /// </param>
    /// <exception cref="ArgumentException">There is no room for at least one step (two levels).</exception>
    void Fill(Span<float> noiseLevels);
}
