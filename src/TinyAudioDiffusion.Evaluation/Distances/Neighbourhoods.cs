namespace TinyAudioDiffusion.Evaluation.Distances;

/// <summary>
/// Coverage and density (Naeem et al., "Reliable Fidelity and Diversity Metrics for Generative Models", 2020): each real point has a
/// neighbourhood that reaches to its fifth nearest other real point. Coverage tells variety, density tells how real the points are.
/// </summary>
/// <remarks>More points cover more: compare equally many only.</remarks>
internal static class Neighbourhoods
{
    /// <summary>Which nearest neighbour a neighbourhood reaches to, as in the paper.</summary>
    public const int Neighbours = 5;

    /// <summary>Computes both.</summary>
    /// <param name="points">The points that are judged, at least one.</param>
    /// <param name="real">The real points, at least two.</param>
    /// <returns>
    /// The share of neighbourhoods that hold a point, from 0 to 1; and the number of neighbourhoods that a point lies in, divided by five:
    /// about 1 for points like the real ones, less for others.
    /// </returns>
    /// <exception cref="ArgumentException">There are too few points.</exception>
    public static (double Coverage, double Density) Of(IReadOnlyList<double[]> points, IReadOnlyList<double[]> real)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(real);
        if (points.Count < 1 || real.Count < 2)
            throw new ArgumentException(
                $"{points.Count} points and {real.Count} real ones: one and two are needed at least.", nameof(points));
        var nearest = Math.Min(Neighbours, real.Count - 1);
        var (covered, inside) = (0, 0L);
        for (var i = 0; i < real.Count; i++)
        {
            var reach = real.Where((_, other) => other != i).Select(other => SquaredDistance(real[i], other))
                .Order().ElementAt(nearest - 1);
            var held = points.Count(point => SquaredDistance(real[i], point) <= reach);
            covered += held > 0 ? 1 : 0;
            inside += held;
        }

        return ((double)covered / real.Count, (double)inside / (nearest * points.Count));
    }

    internal static double SquaredDistance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
