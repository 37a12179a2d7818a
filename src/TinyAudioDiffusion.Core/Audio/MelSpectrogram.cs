namespace TinyAudioDiffusion.Audio;

/// <summary>Mel spectrograms: the power of a sound in bands as the ear has them, over time.</summary>
/// <remarks>
/// The numbers are those of torchaudio as the reference system sets it: frames centred on multiples of the hop, reflected at the ends,
/// under a periodic Hann
/// window; squared magnitudes; triangular bands equally spaced in mel = 2595 log10(1 + f / 700 Hz) from 0 to half the sample rate, each of
/// area 1 over
/// frequency ("slaney"). Immutable, so one instance serves any number of threads.
/// </remarks>
public sealed class MelSpectrogram
{
    private readonly FourierTransform _transform;
    private readonly double[] _window;
    private readonly double[][] _filters;
    private readonly int[] _firstBins;
    private readonly double[] _heights;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="sampleRate">The sample rate in Hz, at least 1.</param>
    /// <param name="frameSize">The samples of a frame: a power of two, at least 4.</param>
    /// <param name="hop">The samples from a frame to the next, at least 1.</param>
    /// <param name="bands">The number of bands, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public MelSpectrogram(int sampleRate = 44100, int frameSize = 1024, int hop = 512, int bands = 80)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hop);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bands);
        _transform = new FourierTransform(frameSize);
        (SampleRate, Hop, Bands) = (sampleRate, hop, bands);
        _window = new double[frameSize];
        for (var i = 0; i < frameSize; i++)
            _window[i] = 0.5 - (0.5 * double.CosPi(2.0 * i / frameSize));
        (_filters, _firstBins, _heights) = (new double[bands][], new int[bands], new double[bands]);
        var top = Mel(sampleRate / 2.0);
        for (var band = 0; band < bands; band++)
        {
            var (low, centre, high) = (
                Hertz(top * band / (bands + 1)), Hertz(top * (band + 1) / (bands + 1)), Hertz(top * (band + 2) / (bands + 1)));
            (_firstBins[band], _filters[band]) = Triangle(low, centre, high);
            _heights[band] = 2 / (high - low);
        }
    }

    /// <summary>Gets the sample rate in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Gets the samples of a frame.</summary>
    public int FrameSize => _window.Length;

    /// <summary>Gets the samples from a frame to the next.</summary>
    public int Hop { get; }

    /// <summary>Gets the number of bands.</summary>
    public int Bands { get; }

    /// <summary>Gets the number of frames of a sound.</summary>
    /// <param name="samples">The length of the sound in samples, at least 1.</param>
    /// <returns>The number of frames.</returns>
    public int FramesOf(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        return (samples / Hop) + 1;
    }

    /// <summary>Computes the power spectrogram of a sound; of several channels, that of their mean.</summary>
    /// <param name="clip">The sound, of this sample rate and at least one sample.</param>
    /// <returns>The power, [bands, frames]: all frames of the lowest band first.</returns>
    /// <exception cref="ArgumentException">The sound has another sample rate, or no samples.</exception>
    public float[] Power(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (clip.SampleRate != SampleRate)
            throw new ArgumentException(
                $"The sound has {clip.SampleRate} Hz and the spectrogram {SampleRate} Hz; resample it first.", nameof(clip));
        return Power(Mean(clip));
    }

    /// <summary>Computes the power spectrogram of one channel.</summary>
    /// <param name="samples">The samples, at least one.</param>
    /// <returns>The power, [bands, frames]: all frames of the lowest band first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no samples.</exception>
    public float[] Power(ReadOnlySpan<float> samples)
    {
        var frames = FramesOf(samples.Length);
        var mel = new float[Bands * frames];
        var frame = new double[FrameSize];
        var power = new double[_transform.Bins];
        for (var t = 0; t < frames; t++)
        {
            FillFrame(samples, ((long)t * Hop) - (FrameSize / 2), frame);
            _transform.Power(frame, power);
            for (var band = 0; band < Bands; band++)
                mel[(band * frames) + t] = (float)Weigh(power, band);
        }

        return mel;
    }

    /// <summary>
    /// Computes the magnitudes of one channel in bands of height 1, in frames whose hops, not centres, cover the sound: frame t is mirrored
    /// around the samples from t hops on, (frame - hop) / 2 to each side.
    /// </summary>
    /// <param name="samples">The samples, a multiple of the hop.</param>
    /// <param name="mel">Receives the magnitudes, [bands, samples / hop].</param>
    internal void Magnitude(ReadOnlySpan<float> samples, Span<float> mel)
    {
        var frames = samples.Length / Hop;
        var frame = new double[FrameSize];
        var power = new double[_transform.Bins];
        for (var t = 0; t < frames; t++)
        {
            FillFrame(samples, ((long)t * Hop) - ((FrameSize - Hop) / 2), frame);
            _transform.Power(frame, power);
            for (var bin = 0; bin < power.Length; bin++)
                power[bin] = Math.Sqrt(power[bin]);
            for (var band = 0; band < Bands; band++)
                mel[(band * frames) + t] = (float)(Weigh(power, band) / _heights[band]);
        }
    }

    /// <summary>Turns power into decibels: 10 log10 of at least 1e-10, and nothing lower than the largest value less a range.</summary>
    /// <param name="power">The power; becomes decibels in place.</param>
    /// <param name="range">The range in dB, above 0.</param>
    public static void ToDecibels(Span<float> power, double range = 80)
    {
        var most = double.NegativeInfinity;
        foreach (var value in power)
            most = Math.Max(most, Decibels(value));
        for (var i = 0; i < power.Length; i++)
            power[i] = (float)Math.Max(Decibels(power[i]), most - range);
    }

    private static double Decibels(float power) => 10 * Math.Log10(Math.Max(power, 1e-10));

    private static float[] Mean(AudioClip clip)
    {
        var mean = clip.Channel(0).ToArray();
        for (var channel = 1; channel < clip.Channels; channel++)
        {
            var samples = clip.Channel(channel);
            for (var i = 0; i < mean.Length; i++)
                mean[i] += samples[i];
        }

        for (var i = 0; i < mean.Length; i++)
            mean[i] /= clip.Channels;
        return mean;
    }

    // The ends are mirrors, which do not repeat the sample that they stand at; a short sound is mirrored again and again.
    private static int Reflect(long index, int length)
    {
        if (length == 1)
            return 0;
        var period = 2L * (length - 1);
        var place = ((index % period) + period) % period;
        return (int)(place < length ? place : period - place);
    }

    private void FillFrame(ReadOnlySpan<float> samples, long start, double[] frame)
    {
        for (var i = 0; i < frame.Length; i++)
            frame[i] = _window[i] * samples[Reflect(start + i, samples.Length)];
    }

    private double Weigh(double[] power, int band)
    {
        var (sum, filter, first) = (0.0, _filters[band], _firstBins[band]);
        for (var i = 0; i < filter.Length; i++)
            sum += filter[i] * power[first + i];
        return sum;
    }

    private (int First, double[] Weights) Triangle(double low, double centre, double high)
    {
        var width = (double)SampleRate / FrameSize;
        var first = Math.Min((int)Math.Ceiling(low / width), _transform.Bins);
        var last = Math.Min((int)Math.Floor(high / width), _transform.Bins - 1);
        var weights = new double[Math.Max(0, last - first + 1)];
        for (var i = 0; i < weights.Length; i++)
        {
            var frequency = (first + i) * width;
            weights[i] = 2 / (high - low) * Math.Max(0, Math.Min((frequency - low) / (centre - low), (high - frequency) / (high - centre)));
        }

        return (first, weights);
    }

    private static double Mel(double hertz) => 2595 * Math.Log10(1 + (hertz / 700));

    private static double Hertz(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);
}
