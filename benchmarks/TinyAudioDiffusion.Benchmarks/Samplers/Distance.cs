namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>How far sounds are from the converged ones, relative to the level of all converged ones.</summary>
/// <param name="Rms">Of all sounds together: mostly the share of those that end at another sound.</param>
/// <param name="Median">Of the median sound: how near a sound ends that ends at its own.</param>
internal readonly record struct Distance(double Rms, double Median)
{
    public static Distance Between(float[] converged, float[] made, int seeds)
    {
        var (size, level) = (converged.Length / seeds, 0.0);
        var errors = new double[seeds];
        for (var i = 0; i < converged.Length; i++)
        {
            var difference = (double)converged[i] - made[i];
            errors[i / size] += difference * difference;
            level += (double)converged[i] * converged[i];
        }

        var total = errors.Sum();
        Array.Sort(errors);
        return new Distance(Math.Sqrt(total / level), Math.Sqrt(errors[seeds / 2] * seeds / level));
    }

    /// <summary>The geometric mean, in which no problem outweighs the others.</summary>
    public static Distance Mean(IReadOnlyCollection<Distance> distances) => new(
        Math.Exp(distances.Average(distance => Math.Log(distance.Rms))),
            Math.Exp(distances.Average(distance => Math.Log(distance.Median))));
}
