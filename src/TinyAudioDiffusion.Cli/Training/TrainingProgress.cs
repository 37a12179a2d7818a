namespace TinyAudioDiffusion.Cli.Training;

/// <summary>Where a training run stands after a step.</summary>
/// <param name="Step">The steps that are done.</param>
/// <param name="Steps">The steps to do.</param>
/// <param name="Loss">The loss of the step.</param>
/// <param name="SmoothedLoss">The running mean of the loss.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="GradientNorm">The length of the gradient before clipping.</param>
/// <param name="StepsPerSecond">The speed; 0 where it is not known yet.</param>
/// <param name="Remaining">The time left; null where it is not known yet.</param>
/// <param name="MemoryBytes">The memory of the process.</param>
internal sealed record TrainingProgress(
    long Step, long Steps, double Loss, double SmoothedLoss, double Rate, double GradientNorm, double StepsPerSecond, TimeSpan? Remaining, long MemoryBytes);
