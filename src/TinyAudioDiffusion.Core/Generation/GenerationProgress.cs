using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>The progress of a generation.</summary>
/// <param name="Stage">The current stage.</param>
/// <param name="Step">The number of steps done, over all items.</param>
/// <param name="Steps">The number of steps to do, over all items; 0 while that is not known yet.</param>
/// <param name="Elapsed">The time since the generation began.</param>
/// <param name="Remaining">
/// The estimated time left; null until the first step is done. While the model is being fetched, the time left of the fetch.
/// </param>
public readonly record struct GenerationProgress(
    GenerationStage Stage, int Step, int Steps, TimeSpan Elapsed, TimeSpan? Remaining)
{
    /// <summary>
    /// Gets the progress of the fetch while the model is being fetched in <see cref="GenerationStage.Loading"/>; otherwise null.
    /// </summary>
    public ModelFetchProgress? Fetch { get; init; }

    /// <summary>Gets the share of the steps done, from 0 to 1.</summary>
    public double Fraction => Steps == 0 ? 0 : (double)Step / Steps;
}
