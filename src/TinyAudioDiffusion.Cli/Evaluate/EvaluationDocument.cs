using TinyAudioDiffusion.Audio.Folders;
using TinyAudioDiffusion.Evaluation;
using TinyAudioDiffusion.Evaluation.Distances;
using TinyAudioDiffusion.Evaluation.Recognition;

namespace TinyAudioDiffusion.Cli.Evaluate;

/// <summary>The document of <c>tad evaluate --json</c>.</summary>
/// <param name="Sounds">The folder or the model that was evaluated.</param>
/// <param name="Against">The folder of real sounds.</param>
/// <param name="Training">The folder of training sounds.</param>
/// <param name="Kinds">The evaluation of each kind.</param>
/// <param name="Classifier">How reliable the classifier is.</param>
/// <param name="Recognition">Which kinds the classifier recognises in the sounds.</param>
/// <param name="Memorisation">Whether the sounds are copies.</param>
/// <param name="Files">Every sound.</param>
/// <param name="Skipped">The files that could not be used.</param>
/// <param name="Page">The page that was written; null for none.</param>
internal sealed record EvaluationDocument(
    string Sounds, string Against, string? Training, IReadOnlyList<KindEvaluation> Kinds, ClassifierQuality Classifier,
    ConfusionMatrix Recognition,
    Memorisation? Memorisation, IReadOnlyList<EvaluatedFile> Files, IReadOnlyList<SkippedFile> Skipped, string? Page)
{
    /// <summary>Gets how well the model obeys its sliders; null where that was not measured.</summary>
    public IReadOnlyList<SliderObedience>? Sliders { get; init; }
}
