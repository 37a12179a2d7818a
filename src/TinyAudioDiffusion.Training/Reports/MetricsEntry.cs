namespace TinyAudioDiffusion.Training.Reports;

/// <summary>One line of a run's <c>metrics.jsonl</c>; what is not there, or not finite, is NaN.</summary>
/// <param name="Step">The optimiser's step, from 1.</param>
/// <param name="Seconds">The time since the run began, in seconds.</param>
/// <param name="Loss">The loss of the step.</param>
/// <param name="SmoothedLoss">The running mean of the loss.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="GradientNorm">The length of the gradient before clipping.</param>
/// <param name="ValidationLoss">The loss on the validation sounds, where the step was followed by one.</param>
public sealed record MetricsEntry(long Step, double Seconds, double Loss, double SmoothedLoss, double Rate, double GradientNorm, double ValidationLoss);
