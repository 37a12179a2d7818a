namespace TinyAudioDiffusion.Sampling;

/// <summary>Grids that are given as deviations of the noise.</summary>
internal static class SigmaGrid
{
    /// <summary>
    /// Writes a grid whose first level is t = 1 (all of the start noise; sigma is infinite there), whose last level is 0, and whose
    /// levels between are those of a rule that takes the place from 0 (the largest sigma) to 1 (the smallest) and gives sigma.
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
            throw new ArgumentException($"A grid of noise levels needs at least two entries for one step, found {noiseLevels.Length}.", nameof(noiseLevels));
    }

    /// <summary>Sets a level below the one before it: very fine grids may round two levels to one float.</summary>
    public static void Set(Span<float> noiseLevels, int index, float level)
        => noiseLevels[index] = Math.Min(level, MathF.BitDecrement(noiseLevels[index - 1]));

    /// <summary>Checks the ends of a range of sigmas.</summary>
    public static double Positive(double value, string name)
        => value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be above 0.");

    /// <summary>Checks that the largest sigma is above the smallest.</summary>
    public static double Above(double value, double smallest, string name)
        => value > smallest && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be above {smallest}.");
}
