using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation.Recognition;

/// <summary>Recognises the kind of a drum sound. It learns from real sounds.</summary>
/// <remarks>
/// Regularised least squares on how alike sounds are in their embeddings, mean frequency and low share; every kind counts the same. Small
/// on purpose: it must be learnt from a few dozen sounds, in no time. <see cref="CrossValidate"/> measures its accuracy.
/// </remarks>
internal sealed class KindClassifier
{
    private const double Penalty = 0.03;
    private const int Folds = 10;

    private readonly KindSimilarity _similarity;
    private readonly KernelRegression _regression;

    private KindClassifier(List<string> labels, IReadOnlyList<AnalysedSound> sounds)
    {
        Labels = labels;
        _similarity = new KindSimilarity(sounds);
        _regression = KernelRegression.Fit(
            _similarity.Within(), [.. sounds.Select(sound => labels.IndexOf(sound.Label))], labels.Count, Penalty);
    }

    /// <summary>Gets the kinds, in the order of their names.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Learns from sounds.</summary>
    /// <param name="sounds">The sounds, of two kinds at least.</param>
    /// <returns>The classifier.</returns>
    /// <exception cref="ArgumentException">All sounds are of one kind.</exception>
    public static KindClassifier Train(IReadOnlyList<AnalysedSound> sounds) => new(LabelsOf(sounds), sounds);

    /// <summary>
    /// Measures how often a classifier is right about sounds that it has not learnt from: a tenth of each kind is left out at a time.
    /// Sounds whose names follow each other are left out together, because those of one kit and strokes of one drum are named alike.
    /// </summary>
    /// <param name="sounds">The sounds, of two kinds at least.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException">All sounds are of one kind.</exception>
    public static ClassifierQuality CrossValidate(IReadOnlyList<AnalysedSound> sounds)
    {
        var labels = LabelsOf(sounds);
        var folds = FoldsOf(sounds);
        var count = folds.Max() + 1;
        var recognised = new string[sounds.Count];
        Parallel.For(0, count, fold =>
        {
            // A kind of one sound is not known while that is asked about.
            var classifier = new KindClassifier(labels, [.. sounds.Where((_, i) => folds[i] != fold)]);
            for (var i = 0; i < recognised.Length; i++)
            {
                if (folds[i] == fold)
                    recognised[i] = classifier.Classify(sounds[i]).Label;
            }
        });
        return new ClassifierQuality(count, ConfusionMatrix.Of(labels, sounds.Select((sound, i) => (sound.Label, recognised[i]))));
    }

    /// <summary>Recognises the kind of a sound.</summary>
    /// <param name="sound">The sound.</param>
    /// <returns>The kind, and its margin before the next kind: 0 for undecided, about 1 for certain.</returns>
    public (string Label, double Margin) Classify(AnalysedSound sound)
    {
        ArgumentNullException.ThrowIfNull(sound);
        var values = _regression.Values(_similarity.To(sound));
        var best = Array.IndexOf(values, values.Max());
        return (Labels[best], values[best] - values.Where((_, label) => label != best).Max());
    }

    private static int[] FoldsOf(IReadOnlyList<AnalysedSound> sounds)
    {
        var folds = new int[sounds.Count];
        foreach (var (number, kind) in Enumerable.Range(0, sounds.Count).GroupBy(i => sounds[i].Label).Index())
        {
            // Kinds of few sounds begin at different folds, so that none leaves out everything.
            List<int> ordered = [.. kind.OrderBy(i => sounds[i].Name, StringComparer.Ordinal)];
            for (var place = 0; place < ordered.Count; place++)
                folds[ordered[place]] = ((place * Folds / Math.Max(Folds, ordered.Count)) + number) % Folds;
        }

        return folds;
    }

    private static List<string> LabelsOf(IReadOnlyList<AnalysedSound> sounds)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        List<string> labels = [.. sounds.Select(sound => sound.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return labels.Count > 1
            ? labels
            : throw new ArgumentException("There is nothing to tell apart: sounds of two kinds are needed at least.", nameof(sounds));
    }
}
