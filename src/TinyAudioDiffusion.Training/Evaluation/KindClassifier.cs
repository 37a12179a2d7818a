namespace TinyAudioDiffusion.Training.Evaluation;

/// <summary>Tells what kind of drum a sound is, having learnt it from real ones.</summary>
/// <remarks>
/// Multinomial logistic regression on 32 principal components of the embedding and three measures (mean frequency, share of power below 150 Hz, decay); every kind counts
/// the same. Small on purpose: it must be learnt from a few dozen sounds. <see cref="CrossValidate"/> tells how much its word is worth.
/// </remarks>
public sealed class KindClassifier
{
    private const double Penalty = 0.03;
    private const int MostFolds = 200;
    private const int Folds = 10;

    private readonly KindFeatures _features;
    private readonly LogisticRegression _regression;

    private KindClassifier(IReadOnlyList<string> labels, KindFeatures features, LogisticRegression regression)
        => (Labels, _features, _regression) = (labels, features, regression);

    /// <summary>Gets the kinds, in the order of their names.</summary>
    public IReadOnlyList<string> Labels { get; }

    internal KindFeatures Features => _features;

    /// <summary>Learns from sounds.</summary>
    /// <param name="sounds">The sounds, of two kinds at least.</param>
    /// <returns>The classifier.</returns>
    /// <exception cref="ArgumentException">All sounds are of one kind.</exception>
    public static KindClassifier Train(IReadOnlyList<AnalysedSound> sounds)
    {
        var labels = LabelsOf(sounds);
        var features = new KindFeatures(sounds);
        return new KindClassifier(labels, features, Fit(features, sounds, labels));
    }

    /// <summary>Measures how often a classifier is right about sounds that it has not learnt from: each is left out once, alone or (beyond 200) with a tenth of all.</summary>
    /// <param name="sounds">The sounds, of two kinds at least.</param>
    /// <returns>The result. The principal components are those of all sounds, whose kinds they do not know.</returns>
    /// <exception cref="ArgumentException">All sounds are of one kind.</exception>
    public static ClassifierQuality CrossValidate(IReadOnlyList<AnalysedSound> sounds)
    {
        var labels = LabelsOf(sounds);
        var features = new KindFeatures(sounds);
        var folds = sounds.Count <= MostFolds ? sounds.Count : Folds;

        // In the order of the kinds, so that every fold has its share of each.
        var order = Enumerable.Range(0, sounds.Count).OrderBy(i => sounds[i].Label, StringComparer.Ordinal).ThenBy(i => i).ToList();
        var recognised = new string[sounds.Count];
        Parallel.For(0, folds, fold =>
        {
            var regression = Fit(features, [.. order.Where((_, place) => place % folds != fold).Select(i => sounds[i])], labels);
            foreach (var i in order.Where((_, place) => place % folds == fold))
                recognised[i] = labels[Best(regression.Probabilities(features.Of(sounds[i])))];
        });
        return new ClassifierQuality(folds, ConfusionMatrix.Of(labels, sounds.Select((sound, i) => (sound.Label, recognised[i]))));
    }

    /// <summary>Tells the kind of a sound.</summary>
    /// <param name="sound">The sound.</param>
    /// <returns>The most probable kind, and its probability.</returns>
    public (string Label, double Probability) Classify(AnalysedSound sound)
    {
        ArgumentNullException.ThrowIfNull(sound);
        var probabilities = _regression.Probabilities(_features.Of(sound));
        var best = Best(probabilities);
        return (Labels[best], probabilities[best]);
    }

    private static LogisticRegression Fit(KindFeatures features, IReadOnlyList<AnalysedSound> sounds, List<string> labels)
        => LogisticRegression.Fit([.. sounds.Select(features.Of)], [.. sounds.Select(sound => labels.IndexOf(sound.Label))], labels.Count, Penalty);

    private static int Best(double[] probabilities) => Array.IndexOf(probabilities, probabilities.Max());

    private static List<string> LabelsOf(IReadOnlyList<AnalysedSound> sounds)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        List<string> labels = [.. sounds.Select(sound => sound.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return labels.Count > 1 ? labels : throw new ArgumentException("There is nothing to tell apart: sounds of two kinds are needed at least.", nameof(sounds));
    }
}
