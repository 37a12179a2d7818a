namespace TinyAudioDiffusion.Training.Runs;

/// <summary>What a training came to.</summary>
/// <param name="IsFinished">Whether it did all its steps or its time was up; false for a training that was asked to stop and can go on.</param>
/// <param name="Step">The number of steps that are done.</param>
/// <param name="SmoothedLoss">The moving average of the loss; null where no step was done.</param>
/// <param name="BestValidationLoss">The lowest loss on the validation data; null where it was never measured.</param>
/// <param name="Folder">Where everything lies.</param>
public sealed record TrainingResult(bool IsFinished, int Step, double? SmoothedLoss, double? BestValidationLoss, RunFolder Folder);
