namespace TinyAudioDiffusion.Training.Runs;

/// <summary>What a training came to.</summary>
/// <param name="Outcome">Why it ended.</param>
/// <param name="Step">The number of steps that are done.</param>
/// <param name="SmoothedLoss">The moving average of the loss; null where no step was done.</param>
/// <param name="BestValidationLoss">The lowest loss on the validation data; null where it was never measured.</param>
/// <param name="Folder">Where everything lies.</param>
public sealed record TrainingResult(TrainingOutcome Outcome, int Step, double? SmoothedLoss, double? BestValidationLoss, RunFolder Folder);
