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
    private const int MostKeptWeights = 1 << 20;

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

    // Outputs that lie alike between their inputs have the same weights; after "to" outputs every way to lie between them has come once.
    private static void Fill(AudioClip clip, int from, int to, float[] samples, int length)
    {
        var cutoff = Rolloff * Math.Min(from, to);
        var reach = (long)(Width * from / cutoff) + 1; // in input samples
        var taps = (2 * reach) + 1;
        var keeps = to < length && taps <= MostKeptWeights / to;
        var weights = new double[keeps ? to * taps : Math.Min(clip.Length, taps)];
        for (var n = 0; n < length; n++)
        {
            // The place of output n among the inputs: whole + phase / to.
            var (whole, phase) = ((long)n * from / to, (long)n * from % to);
            var first = (int)Math.Max(0, whole - reach);
            var last = (int)Math.Min(clip.Length - 1, whole + reach);
            if (keeps && n < to)
                FillWeights(weights.AsSpan((int)(phase * taps), (int)taps), -reach, (double)phase / to, cutoff / from);
            else if (!keeps)
                FillWeights(weights.AsSpan(0, Math.Max(0, last - first + 1)), first - whole, (double)phase / to, cutoff / from);
            var own = weights.AsSpan(keeps ? (int)((phase * taps) + first - (whole - reach)) : 0, Math.Max(0, last - first + 1));
            for (var channel = 0; channel < clip.Channels; channel++)
            {
                var input = clip.Channel(channel).Slice(first, own.Length);
                var sum = 0.0;
                for (var i = 0; i < own.Length; i++)
                    sum += own[i] * input[i];
                samples[(channel * length) + n] = (float)sum;
            }
        }
    }

    private static void FillWeights(Span<double> weights, long firstInput, double part, double cutoff)
    {
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Weight((firstInput + i - part) * cutoff) * cutoff;
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
