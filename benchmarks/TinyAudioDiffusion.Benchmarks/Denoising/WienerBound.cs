using System.Numerics;

namespace TinyAudioDiffusion.Benchmarks.Denoising;

/// <summary>
/// The best that gains of bands can do: a Wiener filter that knows the power of the clean sound in each band of each window. What a network
/// that sees sounds in such windows may reach; what it lies below it has not learnt.
/// </summary>
internal static class WienerBound
{
    /// <summary>Denoises one channel: sine windows that overlap by half, before and after.</summary>
    /// <param name="clean">The clean sound.</param>
    /// <param name="noise">The noise that was added, with its standard deviation.</param>
    /// <param name="deviation">The standard deviation of the noise.</param>
    /// <param name="window">The length of a window, a power of 2.</param>
    public static float[] Denoise(ReadOnlySpan<float> clean, ReadOnlySpan<float> noise, double deviation, int window)
    {
        var hop = window / 2;
        double[] shape = [.. Enumerable.Range(0, window).Select(i => double.SinPi((i + 0.5) / window))];
        var (denoised, own, added) = (new float[clean.Length], new Complex[window], new Complex[window]);
        for (var start = -hop; start < clean.Length; start += hop)
        {
            for (var i = 0; i < window; i++)
            {
                var inside = start + i >= 0 && start + i < clean.Length;
                own[i] = inside ? shape[i] * clean[start + i] : 0;
                added[i] = inside ? shape[i] * noise[start + i] : 0;
            }

            Transform(own, inverse: false);
            Transform(added, inverse: false);
            for (var k = 0; k < window; k++)
            {
                var power = own[k].Magnitude * own[k].Magnitude;
                own[k] = (own[k] + added[k]) * (power / (power + (deviation * deviation * window / 2)));
            }

            Transform(own, inverse: true);
            for (var i = Math.Max(0, -start); i < window && start + i < clean.Length; i++)
                denoised[start + i] += (float)(shape[i] * own[i].Real);
        }

        return denoised;
    }

    private static void Transform(Complex[] values, bool inverse)
    {
        var length = values.Length;
        for (int i = 1, j = 0; i < length; i++)
        {
            var bit = length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (values[i], values[j]) = (values[j], values[i]);
        }

        for (var size = 2; size <= length; size <<= 1)
        {
            for (var k = 0; k < size / 2; k++)
            {
                var turn = Complex.FromPolarCoordinates(1, (inverse ? 2 : -2) * Math.PI * k / size);
                for (var i = k; i < length; i += size)
                    (values[i], values[i + (size / 2)]) =
                        (values[i] + (turn * values[i + (size / 2)]), values[i] - (turn * values[i + (size / 2)]));
            }
        }

        if (inverse)
        {
            for (var i = 0; i < length; i++)
                values[i] /= length;
        }
    }
}
