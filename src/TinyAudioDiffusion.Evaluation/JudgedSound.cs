using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation;

/// <summary>One sound, and what was found about it.</summary>
/// <param name="Sound">The sound.</param>
/// <param name="TakenFor">What the classifier takes it for.</param>
/// <param name="Margin">How sure it is: 0 for undecided, about 1 for sure.</param>
/// <param name="Nearest">The nearest training sound; null where there are none.</param>
/// <param name="Distance">How far that is, in dB.</param>
public sealed record JudgedSound(AnalysedSound Sound, string TakenFor, double Margin, AnalysedSound? Nearest, double? Distance);
