namespace TinyAudioDiffusion.Training.Runs;

/// <summary>The failure of a training whose numbers are not finite any more.</summary>
internal static class NotFinite
{
    /// <summary>Creates the failure of a step.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="what">What is not finite, as the rest of a sentence.</param>
    public static TrainingException At(int step, string what) => new(
        $"Step {step}: {what}. The training was stopped, and its last state is as it was: start again with a lower rate.peak, a longer rate.warmUp or optimizer.clip.");
}
