using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion;

/// <summary>
/// Integrated loudness after ITU-R BS.1770-4: two filters for each channel (a high shelf of +4 dB at 1500 Hz with Q = 1/sqrt 2, a high pass
/// at 38 Hz with Q = 1/2), mean squares over blocks of 0.4 s that overlap by three quarters, an absolute gate at -70 LUFS and a relative
/// one 10 LU below the mean.
/// </summary>
/// <remarks>
/// The numbers are those of pyloudnorm, which prepared the training data of the published models. A sound below 0.4 s is one block, padded
/// with silence.
/// </remarks>
public static class Loudness
{
    private const double Offset = 0.691;
    private const double BlockSeconds = 0.4;

    /// <summary>Measures the integrated loudness.</summary>
    /// <param name="clip">The sound, at most five channels (the fourth and fifth count as surround channels).</param>
    /// <returns>The loudness in LUFS; negative infinity where every block is below the absolute gate.</returns>
    public static double Measure(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clip.Channels, 5);
        var energies = Blocks(clip);
        var mean = MeanAbove(energies, Energy(-70));
        if (mean > 0)
            mean = MeanAbove(energies, Math.Max(Energy(-70), mean * PortableMath.Pow(10, -1)));
        return mean > 0 ? (10 * PortableMath.Log(mean) / PortableMath.Log(10)) - Offset : double.NegativeInfinity;
    }

    private static double Energy(double loudness) => PortableMath.Pow(10, (loudness + Offset) / 10);

    private static double[] Blocks(AudioClip clip)
    {
        var seconds = Math.Max(BlockSeconds, (double)clip.Length / clip.SampleRate);
        var energies = new double[(int)Math.Round((seconds - BlockSeconds) / (BlockSeconds / 4)) + 1];
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var filtered = Filter(clip.Channel(channel), clip.SampleRate);
            var weight = channel < 3 ? 1.0 : 1.41;
            for (var block = 0; block < energies.Length; block++)
            {
                var start = (int)(BlockSeconds * (block * 0.25) * clip.SampleRate);
                var end = Math.Min(filtered.Length, (int)(BlockSeconds * ((block * 0.25) + 1) * clip.SampleRate));
                var sum = 0.0;
                for (var i = start; i < end; i++)
                    sum += filtered[i] * filtered[i];
                energies[block] += weight * sum / (BlockSeconds * clip.SampleRate);
            }
        }

        return energies;
    }

    private static double MeanAbove(double[] energies, double gate)
    {
        var (sum, count) = (0.0, 0);
        foreach (var energy in energies)
        {
            if (energy > gate)
                (sum, count) = (sum + energy, count + 1);
        }

        return count == 0 ? 0 : sum / count;
    }

    // The two filters of Bristow-Johnson's "Cookbook formulae for audio EQ biquad filter coefficients".
    private static double[] Filter(ReadOnlySpan<float> samples, int sampleRate)
    {
        var filtered = new double[samples.Length];
        for (var i = 0; i < samples.Length; i++)
            filtered[i] = samples[i];

        var gain = PortableMath.Pow(10, 4.0 / 40);
        var (sine, cosine) = (double.SinPi(2 * 1500.0 / sampleRate), double.CosPi(2 * 1500.0 / sampleRate));
        var slope = 2 * Math.Sqrt(gain) * (sine / (2 * Math.Sqrt(0.5)));
        Biquad(
            filtered,
            gain * (gain + 1 + ((gain - 1) * cosine) + slope),
            -2 * gain * (gain - 1 + ((gain + 1) * cosine)),
            gain * (gain + 1 + ((gain - 1) * cosine) - slope),
            gain + 1 - ((gain - 1) * cosine) + slope, 2 * (gain - 1 - ((gain + 1) * cosine)), gain + 1 - ((gain - 1) * cosine) - slope);

        (sine, cosine) = (double.SinPi(2 * 38.0 / sampleRate), double.CosPi(2 * 38.0 / sampleRate));
        var alpha = sine / (2 * 0.5);
        Biquad(filtered, (1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha);
        return filtered;
    }

    private static void Biquad(double[] samples, double b0, double b1, double b2, double a0, double a1, double a2)
    {
        var (x1, x2, y1, y2) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var x = samples[i];
            var y = ((b0 * x) + (b1 * x1) + (b2 * x2) - (a1 * y1) - (a2 * y2)) / a0;
            (x2, x1, y2, y1) = (x1, x, y1, y);
            samples[i] = y;
        }
    }
}
