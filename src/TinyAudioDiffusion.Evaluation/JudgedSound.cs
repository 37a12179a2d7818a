using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation;

/// <summary>A sound with the verdicts about it.</summary>
/// <param name="Sound">The sound.</param>
/// <param name="TakenFor">The kind that the classifier takes it for.</param>
/// <param name="Margin">The certainty of the classifier: 0 for undecided, about 1 for certain.</param>
/// <param name="Nearest">The nearest training sound; null where there are none.</param>
/// <param name="Distance">The distance to it, in dB.</param>
public sealed record JudgedSound(AnalysedSound Sound, string TakenFor, double Margin, AnalysedSound? Nearest, double? Distance);
