using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Evaluation.Distances;

/// <summary>
/// How far two clouds of points are apart, whatever their shapes: the unbiased estimate of the squared maximum mean discrepancy (Gretton et al., 2012) with a Gaussian kernel as wide as the median
/// distance of two real points, times 100. It does not grow with fewer points, as a Fréchet distance does, and is a little below 0 now and then for clouds that are the same.
/// </summary>
/// <param name="Value">The distance.</param>
/// <param name="Low">The lower end of the interval that holds nine tenths of the distances of resampled points.</param>
/// <param name="High">The upper end of that interval.</param>
public sealed record KernelDistance(double Value, double Low, double High)
{
    private const double Scale = 100;
    private const int Samples = 200;
    private const uint Domain = 0x4B4E4C44; // "KNLD"

    /// <summary>Computes the distance, and its interval by the bootstrap with a fixed seed.</summary>
    /// <param name="points">The points that are judged, at least two.</param>
    /// <param name="real">The real points, at least two; they decide the width of the kernel.</param>
    /// <returns>The distance.</returns>
    /// <exception cref="ArgumentException">There are too few points.</exception>
    public static KernelDistance Between(IReadOnlyList<double[]> points, IReadOnlyList<double[]> real)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(real);
        if (points.Count < 2 || real.Count < 2)
            throw new ArgumentException($"{points.Count} points and {real.Count} real ones: two of each are needed at least.", nameof(points));
        double[][] all = [.. points, .. real];
        var squares = new double[all.Length, all.Length];
        Parallel.For(0, all.Length, i =>
        {
            for (var j = 0; j < all.Length; j++)
                squares[i, j] = Neighbourhoods.SquaredDistance(all[i], all[j]);
        });
        var width = Median(squares, points.Count);
        var kernel = new double[all.Length, all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            for (var j = 0; j < all.Length; j++)
                kernel[i, j] = Math.Exp(-squares[i, j] / (2 * width));
        }

        int[] own = [.. Enumerable.Range(0, points.Count)];
        int[] others = [.. Enumerable.Range(points.Count, real.Count)];
        var resampled = new double[Samples];
        Parallel.For(0, Samples, sample => resampled[sample] = Estimate(kernel, Resample(own, sample, 0), Resample(others, sample, 1)));
        Array.Sort(resampled);
        return new KernelDistance(Estimate(kernel, own, others), Measures.Spread.At(resampled, 0.05), Measures.Spread.At(resampled, 0.95));
    }

    // The squared median distance of two real points; equal ones leave a width of 1.
    private static double Median(double[,] squares, int first)
    {
        var distances = new List<double>();
        for (var i = first; i < squares.GetLength(0); i++)
        {
            for (var j = first; j < i; j++)
                distances.Add(squares[i, j]);
        }

        distances.Sort();
        return distances[distances.Count / 2] is > 0 and var median ? median : 1;
    }

    // A point that was drawn twice is not compared with itself: that would be a bias.
    private static double Estimate(double[,] kernel, int[] a, int[] b)
    {
        var cross = 0.0;
        foreach (var i in a)
        {
            foreach (var j in b)
                cross += kernel[i, j];
        }

        return Scale * (Within(kernel, a) + Within(kernel, b) - (2 * cross / ((double)a.Length * b.Length)));
    }

    private static double Within(double[,] kernel, int[] points)
    {
        var (sum, pairs) = (0.0, 0L);
        for (var i = 0; i < points.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (points[i] == points[j])
                    continue;
                sum += kernel[points[i], points[j]];
                pairs++;
            }
        }

        return pairs == 0 ? 1 : sum / pairs;
    }

    private static int[] Resample(int[] points, int sample, int side)
        => [.. points.Select((_, i) => points[(int)((ulong)Philox4x32.Block(((uint)i, (uint)sample, (uint)side, Domain), (0, 0)).W0 * (ulong)points.Length >> 32)])];
}
