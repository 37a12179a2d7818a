namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>A predictor with coefficients of its own, found for one frame.</summary>
/// <param name="Coefficients">The coefficients as integers, that of the newest sample first.</param>
/// <param name="Shift">How many bits to shift the sum of the products to the right.</param>
/// <remarks>
/// Autocorrelation and the recursion of Levinson and Durbin. Nothing but additions, multiplications and divisions in a fixed order, so that
/// the same
/// sound gives the same file on every machine.
/// </remarks>
internal sealed record FlacLinearPredictor(int[] Coefficients, int Shift)
{
    /// <summary>The number of bits of a coefficient.</summary>
    public const int Precision = 14;

    /// <summary>The longest predictor that every decoder takes at rates up to 48 kHz.</summary>
    public const int LargestOrder = 12;

    private const int LargestShift = 15;

    /// <summary>Finds the predictors of each order from 1 on.</summary>
    /// <param name="samples">The samples of a frame, more than <see cref="LargestOrder"/>.</param>
    /// <returns>The predictors; fewer where the samples are predicted exactly, none for silence.</returns>
    public static IReadOnlyList<FlacLinearPredictor> Find(ReadOnlySpan<long> samples)
    {
        var correlation = Autocorrelation(samples);
        var predictors = new List<FlacLinearPredictor>();
        Span<double> coefficients = stackalloc double[LargestOrder];
        var error = correlation[0];
        for (var order = 0; order < LargestOrder && error > 0; order++)
        {
            var sum = correlation[order + 1];
            for (var i = 0; i < order; i++)
                sum -= coefficients[i] * correlation[order - i];
            var reflection = sum / error;
            coefficients[order] = reflection;
            for (var (i, j) = (0, order - 1); i <= j; i++, j--)
            {
                var (a, b) = (coefficients[i], coefficients[j]);
                (coefficients[i], coefficients[j]) = (a - (reflection * b), b - (reflection * a));
            }

            error *= 1 - (reflection * reflection);
            if (Quantize(coefficients[..(order + 1)]) is { } predictor)
                predictors.Add(predictor);
        }

        return predictors;
    }

    // The ends of the frame fade in and out over a quarter each, by 3t^2 - 2t^3.
    private static double[] Autocorrelation(ReadOnlySpan<long> samples)
    {
        var faded = new double[samples.Length];
        var fade = samples.Length / 4;
        for (var i = 0; i < faded.Length; i++)
        {
            var t = Math.Min(1, (Math.Min(i, faded.Length - 1 - i) + 0.5) / fade);
            faded[i] = samples[i] * t * t * (3 - (2 * t));
        }

        var correlation = new double[LargestOrder + 1];
        for (var lag = 0; lag < correlation.Length; lag++)
        {
            var sum = 0.0;
            for (var i = lag; i < faded.Length; i++)
                sum += faded[i] * faded[i - lag];
            correlation[lag] = sum;
        }

        return correlation;
    }

    // Rounds so that the errors of all coefficients together stay small; null where they cannot be stored.
    private static FlacLinearPredictor? Quantize(ReadOnlySpan<double> coefficients)
    {
        var largest = 0.0;
        foreach (var coefficient in coefficients)
            largest = Math.Max(largest, Math.Abs(coefficient));
        if (!(largest > 0 && largest < 1 << (Precision - 1)))
            return null;
        var shift = Math.Min(LargestShift, Precision - 2 - Math.ILogB(largest));
        if (shift < 0)
            return null;
        var integers = new int[coefficients.Length];
        var left = 0.0;
        for (var i = 0; i < integers.Length; i++)
        {
            left += coefficients[i] * (1 << shift);
            integers[i] = (int)Math.Clamp(Math.Round(left), -(1 << (Precision - 1)), (1 << (Precision - 1)) - 1);
            left -= integers[i];
        }

        return new FlacLinearPredictor(integers, shift);
    }
}
