using TinyAudioDiffusion.Evaluation;
using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Cli.Evaluate;

/// <summary>One sound of an evaluation.</summary>
/// <param name="Name">The sound's name.</param>
/// <param name="Label">The kind that it should be.</param>
/// <param name="TakenFor">The kind that the classifier recognises.</param>
/// <param name="Margin">How sure the classifier is: 0 for undecided, about 1 for sure.</param>
/// <param name="Measures">The measurements.</param>
/// <param name="Nearest">The nearest training sound.</param>
/// <param name="Distance">Its distance, in dB.</param>
internal sealed record EvaluatedFile(string Name, string Label, string TakenFor, double Margin, SoundMeasures Measures, string? Nearest, double? Distance)
{
    public static EvaluatedFile Of(JudgedSound sound)
        => new(sound.Sound.Name, sound.Sound.Label, sound.TakenFor, sound.Margin, sound.Sound.Measures, sound.Nearest?.Name, sound.Distance);
}
