namespace TinyAudioDiffusion.Evaluation.Recognition;

/// <summary>The accuracy of a classifier on real sounds that it has not learnt from.</summary>
/// <param name="Folds">The number of classifiers in the cross-validation; each learnt without the sounds that it judged.</param>
/// <param name="Confusion">The kinds that the classifiers took the sounds for.</param>
public sealed record ClassifierQuality(int Folds, ConfusionMatrix Confusion);
