namespace TinyAudioDiffusion.Sampling;

/// <summary>Grids of noise levels that are given as deviations of the noise (sigma).</summary>
internal static class SigmaGrid
{
    /// <summary>
    /// Writes a grid that begins at t = 1 (all of the start noise; sigma is infinite there) and ends at 0. A rule gives the sigma of each
    /// level between from its place, 0 for the largest sigma and 1 for the smallest.
    /// </summary>
    public static void Fill(Span<float> noiseLevels, Func<double, double> sigmaAt)
    {
        Require(noiseLevels);
        var last = noiseLevels.Length - 2;
        noiseLevels[0] = 1f;
        for (var i = 1; i <= last; i++)
            Set(noiseLevels, i, SigmaSpace.NoiseLevelOf(sigmaAt((double)i / last)));
        noiseLevels[^1] = 0f;
    }

    /// <summary>Checks that there is room for a step.</summary>
    public static void Require(ReadOnlySpan<float> noiseLevels)
    {
        if (noiseLevels.Length < 2)
        {
            throw new ArgumentException(
                $"A grid of noise levels needs at least two entries for one step, found {noiseLevels.Length}.", nameof(noiseLevels));
        }
    }

    /// <summary>Sets a level below the one before it: very fine grids may round two levels to one float.</summary>
    public static void Set(Span<float> noiseLevels, int index, float level)
        => noiseLevels[index] = Math.Min(level, MathF.BitDecrement(noiseLevels[index - 1]));
}
