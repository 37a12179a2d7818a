using System.Numerics;

namespace TinyAudioDiffusion.Synthesis.Tests;

/// <summary>What can be said of a stereo sound in numbers.</summary>
internal static class SoundMeasures
{
    public static double Peak(ReadOnlySpan<float> samples)
    {
        var peak = 0f;
        foreach (var sample in samples)
            peak = Math.Max(peak, Math.Abs(sample));
        return peak;
    }

    public static double Mean(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
            sum += sample;
        return sum / samples.Length;
    }

    /// <summary>The power spectrum of the first 2^n samples of both channels together.</summary>
    public static double[] Spectrum(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var values = new Complex[(int)BitOperations.RoundUpToPowerOf2((uint)left.Length)];
        for (var i = 0; i < left.Length; i++)
            values[i] = left[i] + right[i];
        Transform(values);
        return [.. values.Take(values.Length / 2).Select(value => (value.Real * value.Real) + (value.Imaginary * value.Imaginary))];
    }

    /// <summary>The share of the power below a frequency.</summary>
    public static double ShareBelow(double[] spectrum, double frequency)
        => spectrum.Take((int)(frequency / 22050 * spectrum.Length)).Sum() / spectrum.Sum();

    /// <summary>The mean frequency of the power in Hz.</summary>
    public static double Centroid(double[] spectrum)
        => spectrum.Select((power, i) => power * i).Sum() / spectrum.Sum() * 22050 / spectrum.Length;

    private static void Transform(Span<Complex> values)
    {
        if (values.Length == 1)
            return;
        var half = values.Length / 2;
        var (even, odd) = (new Complex[half], new Complex[half]);
        for (var i = 0; i < half; i++)
            (even[i], odd[i]) = (values[2 * i], values[(2 * i) + 1]);
        Transform(even);
        Transform(odd);
        for (var i = 0; i < half; i++)
        {
            var turned = odd[i] * Complex.FromPolarCoordinates(1, -Math.PI * i / half);
            (values[i], values[i + half]) = (even[i] + turned, even[i] - turned);
        }
    }
}
