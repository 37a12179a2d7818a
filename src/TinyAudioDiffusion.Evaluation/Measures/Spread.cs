namespace TinyAudioDiffusion.Evaluation.Measures;

/// <summary>The spread of values.</summary>
/// <param name="Median">The value in the middle.</param>
/// <param name="Low">The value that a tenth is below.</param>
/// <param name="High">The value that a tenth is above.</param>
public sealed record Spread(double Median, double Low, double High)
{
    /// <summary>Computes the spread of values; between two places in their order, by a straight line.</summary>
    /// <param name="values">The values.</param>
    /// <returns>The spread; null for no values.</returns>
    public static Spread? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : new Spread(At(sorted, 0.5), At(sorted, 0.1), At(sorted, 0.9));
    }

    /// <summary>The value that a share of sorted values is below.</summary>
    internal static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var low = (int)place;
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((sorted[high] - sorted[low]) * (place - low));
    }
}
