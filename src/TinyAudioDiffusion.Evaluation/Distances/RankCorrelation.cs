namespace TinyAudioDiffusion.Evaluation.Distances;

/// <summary>
/// How well one series of numbers follows the order of another (Spearman's rho): whether a sound gets brighter the brighter it was asked to
/// be.
/// </summary>
internal static class RankCorrelation
{
    /// <summary>Computes the correlation.</summary>
    /// <param name="a">One series, at least two numbers.</param>
    /// <param name="b">The other, as many.</param>
    /// <returns>From -1 (the opposite order) to 1 (the same order); 0 where a series is all the same.</returns>
    /// <exception cref="ArgumentException">The series are too short, or not of one length.</exception>
    public static double Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count < 2 || a.Count != b.Count)
            throw new ArgumentException($"{a.Count} and {b.Count} numbers have no order in common.", nameof(a));
        var (ranksA, ranksB, middle) = (Ranks(a), Ranks(b), (a.Count - 1) / 2.0);
        var (product, squareA, squareB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Count; i++)
        {
            product += (ranksA[i] - middle) * (ranksB[i] - middle);
            squareA += (ranksA[i] - middle) * (ranksA[i] - middle);
            squareB += (ranksB[i] - middle) * (ranksB[i] - middle);
        }

        return squareA > 0 && squareB > 0 ? product / Math.Sqrt(squareA * squareB) : 0;
    }

    // Equal numbers share the mean of their places.
    private static double[] Ranks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (int first = 0, last; first < order.Length; first = last)
        {
            for (last = first + 1; last < order.Length && values[order[last]].Equals(values[order[first]]);)
                last++;
            for (var place = first; place < last; place++)
                ranks[order[place]] = (first + last - 1) / 2.0;
        }

        return ranks;
    }
}
