using System.Text.Json.Serialization;
using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Evaluation.Text;

namespace TinyAudioDiffusion.Evaluation.Distances;

/// <summary>
/// Judges whether sounds are copies of training sounds, by their distances to the nearest one beside the training sounds' distances to each
/// other.
/// </summary>
/// <param name="TrainingSounds">The number of training sounds.</param>
/// <param name="Nearest">The distances of the sounds to their nearest training sound, in dB, see <see cref="SoundEmbedding"/>.</param>
/// <param name="TrainingNearest">The distances of the training sounds to their nearest other one; equal sounds are not counted.</param>
/// <param name="TrainingClosest">The least of those.</param>
/// <param name="Closer">The number of sounds are closer to a training sound than any two training sounds are to each other.</param>
/// <param name="Near">The number of sounds are closer than a twentieth of the training sounds are to their nearest: of fresh sounds of the
/// same sort, a twentieth would be.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record Memorisation(
    int TrainingSounds, Spread Nearest, Spread TrainingNearest, double TrainingClosest, int Closer, int Near, MemorisationVerdict Verdict)
{
    private const double Equal = 0.1; // dB: the same sound at another level, or rounded

    /// <summary>Gets the judgement in words.</summary>
    [JsonIgnore]
    public string Sentence
        => $"The sounds are {ReadableNumber.Value(Nearest.Median)} dB from their nearest training sound (median), "
            + $"the {ReadableNumber.Count(TrainingSounds)} training sounds "
            + $"{ReadableNumber.Value(TrainingNearest.Median)} dB from theirs and at least {ReadableNumber.Value(TrainingClosest)} dB. "
            + Verdict switch
            {
                MemorisationVerdict.None => "Nothing points to copies.",
                MemorisationVerdict.Close => $"{Near} sounds are nearer to one than a twentieth of the training sounds are: "
                    + "more than chance explains. Listen to the pairs.",
                _ => $"{Closer} are nearer to one than any two training sounds are to each other: they may be copies. Listen to the pairs.",
            };

    /// <summary>Judges sounds.</summary>
    /// <param name="nearest">The distance of each sound to its nearest training sound.</param>
    /// <param name="training">The training sounds.</param>
    /// <returns>The judgement; null where the training sounds are too few, or all the same.</returns>
    public static Memorisation? Judge(IReadOnlyList<double> nearest, IReadOnlyList<AnalysedSound> training)
    {
        ArgumentNullException.ThrowIfNull(nearest);
        ArgumentNullException.ThrowIfNull(training);
        var own = new double[training.Count];
        Parallel.For(0, own.Length, i => own[i] = FindNearest(training[i], training, atLeast: Equal).Distance);
        double[] sorted = [.. own.Where(double.IsFinite).Order()];
        if (sorted.Length < 2 || nearest.Count == 0)
            return null;
        var near = nearest.Count(distance => distance < Spread.At(sorted, 0.05));
        var closer = nearest.Count(distance => distance < sorted[0]);
        var verdict = closer > 0 ? MemorisationVerdict.Copies
            : near > Math.Max(1, 0.15 * nearest.Count) ? MemorisationVerdict.Close
            : MemorisationVerdict.None;
        return new Memorisation(training.Count, Spread.Of(nearest)!, Spread.Of(sorted)!, sorted[0], closer, near, verdict);
    }

    /// <summary>The training sound that is nearest to a sound, and not nearer than a distance.</summary>
    internal static (int Index, double Distance) FindNearest(AnalysedSound sound, IReadOnlyList<AnalysedSound> training, double atLeast = 0)
    {
        var (nearest, least) = (-1, double.PositiveInfinity);
        for (var i = 0; i < training.Count; i++)
        {
            if (ReferenceEquals(sound, training[i]))
                continue;
            var distance = SoundEmbedding.Distance(sound.Point, training[i].Point);
            if (distance < least && distance >= atLeast)
                (nearest, least) = (i, distance);
        }

        return (nearest, least);
    }
}
