using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Evaluation.Distances;

/// <summary>
/// The Fréchet distance between two clouds of points, each taken as a normal distribution (Dowson and Landau, 1982): |m - m'|^2 + tr(S + S'
/// - 2 (S S')^(1/2)).
/// </summary>
/// <remarks>
/// Few points make it larger than it is: their spread is underestimated. Compare distances of equally many points only, and with
/// <see cref="Within"/>.
/// </remarks>
internal static class FrechetDistance
{
    private const int Splits = 10;

    /// <summary>Computes the distance.</summary>
    /// <param name="a">Points of one cloud, at least two, all of the same number of coordinates.</param>
    /// <param name="b">Points of the other, at least two.</param>
    /// <returns>The squared distance, at least 0.</returns>
    /// <exception cref="ArgumentException">There are fewer than two points in a cloud.</exception>
    public static double Between(IReadOnlyList<double[]> a, IReadOnlyList<double[]> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count < 2 || b.Count < 2)
            throw new ArgumentException($"{a.Count} and {b.Count} points: a cloud needs two at least.", nameof(a));
        var (meanA, meanB) = (Mean(a), Mean(b));
        var (spreadA, spreadB) = (Covariance(a, meanA), Covariance(b, meanB));
        var root = SymmetricMatrix.SquareRoot(spreadA);
        var product = SymmetricMatrix.Multiply(SymmetricMatrix.Multiply(root, spreadB), root);
        var (values, _) = SymmetricMatrix.Decompose(product);
        var distance = -2 * values.Sum(value => Math.Sqrt(Math.Max(0, value)));
        for (var i = 0; i < meanA.Length; i++)
            distance += ((meanA[i] - meanB[i]) * (meanA[i] - meanB[i])) + spreadA[i, i] + spreadB[i, i];
        return Math.Max(0, distance);
    }

    /// <summary>
    /// Computes the distance between two halves of one cloud: what a perfect imitation with half as many points would reach.
    /// </summary>
    /// <param name="points">The points.</param>
    /// <returns>The mean over ten seeded splits; null for fewer than four points.</returns>
    public static double? Within(IReadOnlyList<double[]> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 4)
            return null;
        var sum = 0.0;
        for (var split = 0; split < Splits; split++)
        {
            var keys = new float[points.Count];
            new NoiseStream((ulong)split).Fill(keys, 1, 0);
            var order = Enumerable.Range(0, points.Count).OrderBy(i => keys[i]).ToList();
            sum += Between(
                [.. order.Take(points.Count / 2).Select(i => points[i])], [.. order.Skip(points.Count / 2).Select(i => points[i])]);
        }

        return sum / Splits;
    }

    private static double[] Mean(IReadOnlyList<double[]> points)
    {
        var mean = new double[points[0].Length];
        foreach (var point in points)
        {
            for (var i = 0; i < mean.Length; i++)
                mean[i] += point[i] / points.Count;
        }

        return mean;
    }

    private static double[,] Covariance(IReadOnlyList<double[]> points, double[] mean)
    {
        var covariance = new double[mean.Length, mean.Length];
        foreach (var point in points)
        {
            for (var i = 0; i < mean.Length; i++)
            {
                for (var j = 0; j < mean.Length; j++)
                    covariance[i, j] += (point[i] - mean[i]) * (point[j] - mean[j]) / (points.Count - 1);
            }
        }

        return covariance;
    }
}
