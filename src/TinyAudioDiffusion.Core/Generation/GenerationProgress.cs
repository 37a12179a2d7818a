using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>How far a generation is.</summary>
/// <param name="Stage">What is going on.</param>
/// <param name="Step">The number of steps done, over all items.</param>
/// <param name="Steps">The number of steps to do, over all items; 0 while that is not known yet.</param>
/// <param name="Elapsed">The time since the generation began.</param>
/// <param name="Remaining">The estimated time left; null until the first step is done; in the first stage that of the fetch.</param>
public readonly record struct GenerationProgress(
    GenerationStage Stage, int Step, int Steps, TimeSpan Elapsed, TimeSpan? Remaining)
{
    /// <summary>Gets how far the fetching of the model is, while it is being fetched in <see cref="GenerationStage.Loading"/>; otherwise null.</summary>
    public ModelFetchProgress? Fetch { get; init; }

    /// <summary>Gets the share of the steps that is done, from 0 to 1.</summary>
    public double Fraction => Steps == 0 ? 0 : (double)Step / Steps;
}
