namespace TinyAudioDiffusion.Training.Data;

/// <summary>A data set in two parts that share no sound.</summary>
/// <param name="Training">To learn from.</param>
/// <param name="Validation">To measure with.</param>
public sealed record DataSplit(ITrainingData Training, ITrainingData Validation);
