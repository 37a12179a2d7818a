namespace TinyAudioDiffusion;

/// <summary>How far a generation is.</summary>
/// <param name="Stage">What is going on.</param>
/// <param name="Step">The number of steps done, over all items.</param>
/// <param name="Steps">The number of steps to do, over all items; 0 while that is not known yet.</param>
/// <param name="Elapsed">The time since the generation began.</param>
/// <param name="Remaining">The estimated time left; null until the first step is done.</param>
public readonly record struct GenerationProgress(
    GenerationStage Stage, int Step, int Steps, TimeSpan Elapsed, TimeSpan? Remaining)
{
    /// <summary>Gets the share that is done, from 0 to 1.</summary>
    public double Fraction => Steps == 0 ? 0 : (double)Step / Steps;
}
