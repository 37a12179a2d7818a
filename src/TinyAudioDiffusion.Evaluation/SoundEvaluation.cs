using TinyAudioDiffusion.Evaluation.Distances;
using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Evaluation.Recognition;

namespace TinyAudioDiffusion.Evaluation;

/// <summary>How sounds compare with real ones, and with those that a model was trained on.</summary>
public sealed record SoundEvaluation
{
    // More need more sounds than most people have of a kind.
    private const int FrechetComponents = 16;

    /// <summary>Gets the evaluation of each kind, in the order of their names.</summary>
    public required IReadOnlyList<KindEvaluation> Kinds { get; init; }

    /// <summary>Gets how much the classifier's word is worth.</summary>
    public required ClassifierQuality Classifier { get; init; }

    /// <summary>Gets what the classifier takes the sounds for.</summary>
    public required ConfusionMatrix Recognition { get; init; }

    /// <summary>Gets whether the sounds are copies; null without training sounds.</summary>
    public Memorisation? Memorisation { get; init; }

    /// <summary>Gets every sound with what was found about it.</summary>
    public required IReadOnlyList<JudgedSound> Sounds { get; init; }

    /// <summary>Evaluates sounds.</summary>
    /// <param name="sounds">The sounds, of kinds that the real ones have.</param>
    /// <param name="reference">Real sounds, of two kinds at least.</param>
    /// <param name="training">What the model was trained on; null where nothing shall be said about copies.</param>
    /// <param name="cancellationToken">Stops the work between two sounds.</param>
    /// <returns>The evaluation.</returns>
    /// <exception cref="ArgumentException">There are no sounds, one is of a kind that the real ones do not have, or those are all of one kind.</exception>
    public static SoundEvaluation Of(
        IReadOnlyList<AnalysedSound> sounds, IReadOnlyList<AnalysedSound> reference, IReadOnlyList<AnalysedSound>? training = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        ArgumentNullException.ThrowIfNull(reference);
        var classifier = KindClassifier.Train(reference);
        if (sounds.Count == 0 || sounds.FirstOrDefault(sound => !classifier.Labels.Contains(sound.Label, StringComparer.Ordinal)) is { })
            throw new ArgumentException($"There must be sounds, all of kinds that the real ones have: {string.Join(", ", classifier.Labels)}.", nameof(sounds));

        var judged = new JudgedSound[sounds.Count];
        Parallel.For(0, judged.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => judged[i] = Judge(sounds[i], classifier, training));
        var space = PrincipalComponents.Of(reference, FrechetComponents);
        var wide = PrincipalComponents.Of(reference, CloudComparison.Components);
        return new SoundEvaluation
        {
            Kinds = [.. classifier.Labels.Where(label => sounds.Any(sound => sound.Label == label)).Select(label => Kind(label, judged, reference, space, wide))],
            Classifier = KindClassifier.CrossValidate(reference),
            Recognition = ConfusionMatrix.Of(classifier.Labels, judged.Select(sound => (sound.Sound.Label, sound.TakenFor))),
            Memorisation = training is null ? null : Memorisation.Judge([.. judged.Select(sound => sound.Distance).OfType<double>()], training),
            Sounds = judged,
        };
    }

    private static JudgedSound Judge(AnalysedSound sound, KindClassifier classifier, IReadOnlyList<AnalysedSound>? training)
    {
        var (label, margin) = classifier.Classify(sound);
        if (training is null || training.Count == 0)
            return new JudgedSound(sound, label, margin, null, null);
        var (nearest, distance) = Memorisation.FindNearest(sound, training);
        return new JudgedSound(sound, label, margin, training[nearest], distance);
    }

    private static KindEvaluation Kind(string label, IReadOnlyList<JudgedSound> judged, IReadOnlyList<AnalysedSound> reference, PrincipalComponents space, PrincipalComponents wide)
    {
        var sounds = judged.Where(sound => sound.Sound.Label == label).ToList();
        var real = reference.Where(sound => sound.Label == label).ToList();
        List<double[]> points = [.. sounds.Select(sound => space.Project(sound.Sound, FrechetComponents))];
        List<double[]> realPoints = [.. real.Select(sound => space.Project(sound, FrechetComponents))];
        return new KindEvaluation
        {
            Label = label,
            Sounds = MeasureSummary.Of([.. sounds.Select(sound => sound.Sound.Measures)]),
            Reference = MeasureSummary.Of([.. real.Select(sound => sound.Measures)]),
            Recognised = sounds.Count(sound => sound.TakenFor == label),
            Frechet = points.Count > 1 && realPoints.Count > 1 ? FrechetDistance.Between(points, realPoints) : null,
            FrechetWithin = FrechetDistance.Within(realPoints),
            Cloud = CloudComparison.Of(
                [.. sounds.Select(sound => wide.Project(sound.Sound, CloudComparison.Components))], real, [.. real.Select(sound => wide.Project(sound, CloudComparison.Components))]),
            Diversity = Diversity([.. sounds.Select(sound => sound.Sound)]),
            ReferenceDiversity = Diversity(real),
        };
    }

    private static double? Diversity(List<AnalysedSound> sounds)
    {
        if (sounds.Count < 2)
            return null;
        var sums = new double[sounds.Count];
        Parallel.For(0, sounds.Count, i =>
        {
            for (var j = 0; j < i; j++)
                sums[i] += SoundEmbedding.Distance(sounds[i].Point, sounds[j].Point);
        });
        return sums.Sum() / (sounds.Count * (sounds.Count - 1) / 2.0);
    }
}
