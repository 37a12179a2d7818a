namespace TinyAudioDiffusion.Evaluation.Recognition;

/// <summary>How often a classifier is right about real sounds that it has not learnt from.</summary>
/// <param name="Folds">How many classifiers were trained, each without the sounds that it was asked about.</param>
/// <param name="Confusion">What the sounds were taken for.</param>
public sealed record ClassifierQuality(int Folds, ConfusionMatrix Confusion);
