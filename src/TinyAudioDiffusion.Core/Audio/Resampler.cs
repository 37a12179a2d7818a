namespace TinyAudioDiffusion;

/// <summary>Changes the sample rate of sounds by band-limited interpolation: a sinc under a raised-cosine window.</summary>
/// <remarks>
/// With the rates divided by their greatest common divisor to f and g, output n lies at the time n / g and input j at j / f; the weight of
/// j is sinc(t) cos^2(pi t / (2 width)) scale with t = (j / f - n / g) rolloff min(f, g) and scale = rolloff min(f, g) / f, for |t| below
/// the width, 6 zero crossings; the rolloff 0.99 keeps the transition below the Nyquist frequency. These are the numbers of torchaudio,
/// whose golden values the tests compare with. Samples outside of the sound count as silence. The sum is in double and in order, so the
/// bits are the same on every machine.
/// </remarks>
public static class Resampler
{
    private const double Width = 6;
    private const double Rolloff = 0.99;

    /// <summary>Changes the sample rate. The duration stays, rounded up to a whole sample.</summary>
    /// <param name="clip">The sound.</param>
    /// <param name="sampleRate">The new sample rate in Hz, at least 1.</param>
    /// <returns>The sound at the new rate, without a recipe; <paramref name="clip"/> itself where the rate is right already.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive, or the sound would be too long.</exception>
    public static AudioClip Resample(AudioClip clip, int sampleRate) => ResampleStart(clip, sampleRate, Array.MaxLength);

    /// <summary>
    /// Computes only the first samples of the result of <see cref="Resample"/>, with the same bits.
    /// </summary>
    /// <param name="most">How many samples of each channel to make at most. A sound that has the rate already is given back whole.</param>
    internal static AudioClip ResampleStart(AudioClip clip, int sampleRate, int most)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        if (clip.SampleRate == sampleRate)
            return clip;

        var divisor = GreatestCommonDivisor(clip.SampleRate, sampleRate);
        var (from, to) = (clip.SampleRate / divisor, sampleRate / divisor);
        var length = Math.Min(most, LengthAt(clip, sampleRate));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength / clip.Channels, nameof(sampleRate));
        var samples = new float[clip.Channels * (int)length];
        Fill(clip, from, to, samples, (int)length);
        return AudioClip.Adopt(samples, clip.Channels, sampleRate);
    }

    /// <summary>Tells how many samples a channel has at another rate.</summary>
    internal static long LengthAt(AudioClip clip, int sampleRate)
        => (((long)clip.Length * sampleRate) + clip.SampleRate - 1) / clip.SampleRate;

    private static void Fill(AudioClip clip, int from, int to, float[] samples, int length)
    {
        var cutoff = Rolloff * Math.Min(from, to);
        var reach = Width * from / cutoff; // in input samples
        var weights = new double[(int)Math.Min(clip.Length, (2 * reach) + 4)];
        for (var n = 0; n < length; n++)
        {
            // The place of output n among the inputs: whole + part / to.
            var whole = (long)n * from / to;
            var part = (double)((long)n * from % to) / to;
            var first = (int)Math.Max(0, whole - (long)reach - 1);
            var last = (int)Math.Min(clip.Length - 1, whole + (long)reach + 1);
            for (var j = first; j <= last; j++)
                weights[j - first] = Weight((j - whole - part) * (cutoff / from)) * (cutoff / from);
            for (var channel = 0; channel < clip.Channels; channel++)
            {
                var input = clip.Channel(channel);
                var sum = 0.0;
                for (var j = first; j <= last; j++)
                    sum += weights[j - first] * input[j];
                samples[(channel * length) + n] = (float)sum;
            }
        }
    }

    private static double Weight(double t)
    {
        if (t is <= -Width or >= Width)
            return 0;
        var window = double.CosPi(t / (2 * Width));
        return window * window * (t == 0 ? 1 : double.SinPi(t) / (Math.PI * t));
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
