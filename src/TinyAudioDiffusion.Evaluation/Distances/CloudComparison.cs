using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation.Distances;

/// <summary>How a cloud of sounds lies on that of the real ones, and beside each figure what halves of the real sounds, split by kit, reach with each other.</summary>
/// <param name="Coverage">The share of the neighbourhoods of half of the real sounds that hold a sound, with as many sounds as the other half has: variety.</param>
/// <param name="RealCoverage">The same with the other half in place of the sounds.</param>
/// <param name="Density">In how many of those neighbourhoods a sound lies, about 1 for real ones: likeness.</param>
/// <param name="RealDensity">The same with the other half in place of the sounds.</param>
/// <param name="Kernel">The kernel distance to all real sounds: log-mel KAD.</param>
/// <param name="RealKernel">The mean kernel distance of two halves of them.</param>
public sealed record CloudComparison(double Coverage, double RealCoverage, double Density, double RealDensity, KernelDistance Kernel, double RealKernel)
{
    // The principal components of all real sounds.
    internal const int Components = 24;

    /// <summary>Compares points in the space of principal components.</summary>
    /// <returns>The comparison; null where there are fewer than two sounds, or the real ones do not split into halves of two kits.</returns>
    internal static CloudComparison? Of(IReadOnlyList<double[]> points, IReadOnlyList<AnalysedSound> real, IReadOnlyList<double[]> realPoints)
    {
        if (points.Count < 2)
            return null;
        var (coverage, density, kernels) = (new List<(double Sounds, double Real)>(), new List<(double Sounds, double Real)>(), new List<double>());
        foreach (var (first, second) in KitHalves.Of(real))
        {
            List<double[]> half = [.. first.Select(i => realPoints[i])];
            List<double[]> other = [.. second.Select(i => realPoints[i])];
            var (sounds, floor) = (Neighbourhoods.Of([.. points.Take(other.Count)], half), Neighbourhoods.Of(other, half));
            coverage.Add((sounds.Coverage, floor.Coverage));
            density.Add((sounds.Density, floor.Density));
            kernels.Add(KernelDistance.Between(other, half).Value);
        }

        return kernels.Count == 0
            ? null
            : new CloudComparison(
                coverage.Average(pair => pair.Sounds), coverage.Average(pair => pair.Real), density.Average(pair => pair.Sounds), density.Average(pair => pair.Real),
                KernelDistance.Between(points, realPoints), kernels.Average());
    }
}
