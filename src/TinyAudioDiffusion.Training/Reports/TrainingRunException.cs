namespace TinyAudioDiffusion.Training.Reports;

/// <summary>A folder is not what a training run leaves behind.</summary>
/// <param name="message">The sentence that a person reads: which folder, and what is wrong.</param>
public sealed class TrainingRunException(string message) : TinyAudioDiffusionException(message);
