namespace TinyAudioDiffusion.Evaluation.Recognition;

/// <summary>Counts sounds by their kind and by the kind that a classifier took them for.</summary>
/// <param name="Labels">The kinds.</param>
/// <param name="Counts">The number of sounds of a kind (rows) were taken for a kind (columns), both in the order of the labels.</param>
public sealed record ConfusionMatrix(IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<int>> Counts)
{
    /// <summary>Gets the number of sounds.</summary>
    public int Sounds => Counts.Sum(row => row.Sum());

    /// <summary>Gets the share of sounds that were taken for what they are, from 0 to 1.</summary>
    public double Accuracy => Sounds == 0 ? 0 : (double)Labels.Select((_, i) => Counts[i][i]).Sum() / Sounds;

    /// <summary>Gets the mean of the kinds' own shares, in which a rare kind counts as much as a frequent one.</summary>
    public double BalancedAccuracy
        => Labels.Select((_, i) => (Right: Counts[i][i], All: Counts[i].Sum())).Where(kind => kind.All > 0)
            .Select(kind => (double)kind.Right / kind.All).DefaultIfEmpty().Average();

    /// <summary>Counts pairs of a kind and the kind that a classifier took it for.</summary>
    internal static ConfusionMatrix Of(IReadOnlyList<string> labels, IEnumerable<(string Is, string TakenFor)> pairs)
    {
        var counts = pairs.CountBy(pair => pair).ToDictionary();
        return new ConfusionMatrix(
            labels, [.. labels.Select(row => labels.Select(column => counts.GetValueOrDefault((row, column))).ToList())]);
    }
}
