using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion;

/// <summary>
/// Makes raw sounds ready to play: offset, onset, tail, level. Holds no state; the same input gives the same bits on every machine.
/// </summary>
public static class Finisher
{
    private const int TruePeakFactor = 4;

    /// <summary>Finishes a sound.</summary>
    /// <param name="clip">The sound.</param>
    /// <param name="options">What to do.</param>
    /// <returns>The finished sound with the provenance of <paramref name="clip"/>, and what finishing found and did.</returns>
    /// <exception cref="UnusableSoundException">The sound is empty or has samples that are not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static (AudioClip Clip, FinishingReport Report) Apply(AudioClip clip, FinishingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        SoundFitting.RequireUsable(clip, "The sound to finish");

        var samples = clip.Samples.ToArray();
        var length = clip.Length;
        if (options.RemoveDc)
            RemoveDc(samples, length);
        var shift = options.AlignOnset ? AlignOnset(samples, length, clip.SampleRate) : 0;
        var audible = options.TailGate is { } gate ? GateTail(samples, length, clip.SampleRate, gate, options.Fade) : length;
        var gain = Gain(AudioClip.Adopt(samples, clip.Channels, clip.SampleRate), options);
        foreach (ref var sample in samples.AsSpan())
            sample = (float)(sample * gain);

        var finished = AudioClip.Adopt(samples, clip.Channels, clip.SampleRate);
        var report = new FinishingReport(shift, audible, Decibels(gain), Decibels(TruePeak(finished)), MonoChange(finished));
        return (finished.WithProvenance(clip.Provenance), report);
    }

    /// <summary>Measures the true peak: the largest magnitude of the sound at four times its rate.</summary>
    /// <param name="clip">The sound.</param>
    /// <returns>The peak; 1 is full scale.</returns>
    public static double TruePeak(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return clip.Length == 0 ? 0 : Math.Max(clip.Peak, Resampler.Resample(clip, checked(clip.SampleRate * TruePeakFactor)).Peak);
    }

    /// <summary>Measures by how many decibels the level changes when all channels are mixed to one.</summary>
    /// <param name="clip">The sound.</param>
    /// <returns>The change in dB: 0 for equal channels, negative infinity where they cancel; not a number for silence.</returns>
    public static double MonoChange(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var (mixed, each) = (0.0, 0.0);
        for (var i = 0; i < clip.Length; i++)
        {
            var sum = 0.0;
            for (var channel = 0; channel < clip.Channels; channel++)
            {
                var sample = (double)clip.Channel(channel)[i];
                sum += sample;
                each += sample * sample / clip.Channels;
            }

            mixed += sum / clip.Channels * (sum / clip.Channels);
        }

        return each > 0 ? Decibels(Math.Sqrt(mixed / each)) : double.NaN;
    }

    private static void RemoveDc(float[] samples, int length)
    {
        for (var start = 0; start < samples.Length; start += length)
        {
            var channel = samples.AsSpan(start, length);
            var sum = 0.0;
            foreach (var sample in channel)
                sum += sample;
            foreach (ref var sample in channel)
                sample = (float)(sample - (sum / length));
        }
    }

    // One millisecond before the first sample, of any channel, within 40 dB of the peak.
    private static int AlignOnset(float[] samples, int length, int sampleRate)
    {
        var threshold = Peak(samples) * 0.01f;
        var onset = 0;
        while (onset < length - 1 && !AnyAbove(samples, length, onset, threshold))
            onset++;
        var shift = Math.Max(0, onset - (sampleRate / 1000));
        for (var start = 0; start < samples.Length && shift > 0; start += length)
        {
            var channel = samples.AsSpan(start, length);
            channel[shift..].CopyTo(channel);
            channel[^shift..].Clear();
        }

        return shift;
    }

    // The last window of 10 ms whose root mean square, over all channels, is above the gate is the end of the sound.
    private static int GateTail(float[] samples, int length, int sampleRate, double gate, double fade)
    {
        var window = Math.Max(1, sampleRate / 100);
        var threshold = PortableMath.Pow(10, gate / 10);
        FadeOut(samples, length, length, fade * sampleRate); // first, so that a click at the very end does not keep the gate open
        var end = length;
        while (end > 0 && MeanSquare(samples, length, Math.Max(0, end - window), end) <= threshold)
            end = Math.Max(0, end - window);

        if (end == length)
            return length;
        for (var start = 0; start < samples.Length; start += length)
            samples.AsSpan(start + end, length - end).Clear();
        FadeOut(samples, length, end, fade * sampleRate);
        return end;
    }

    private static void FadeOut(float[] samples, int length, int end, double fade)
    {
        var fadeLength = (int)Math.Min(end, fade);
        for (var start = 0; start < samples.Length; start += length)
        {
            for (var i = 0; i < fadeLength; i++)
                samples[start + end - fadeLength + i] *= (float)(0.5 + (0.5 * double.CosPi((i + 1.0) / fadeLength)));
        }
    }

    private static double Gain(AudioClip clip, FinishingOptions options)
    {
        var gain = 1.0;
        if (options.Normalization == Normalization.Peak && clip.Peak > 0)
            gain = PortableMath.Pow(10, options.Target / 20) / clip.Peak;
        else if (options.Normalization == Normalization.Loudness && Loudness.Measure(clip) is var loudness && double.IsFinite(loudness))
            gain = PortableMath.Pow(10, (options.Target - loudness) / 20);
        if (options.TruePeakCeiling is { } ceiling && TruePeak(clip) is var peak and > 0)
            gain = Math.Min(gain, PortableMath.Pow(10, ceiling / 20) / peak);
        return gain;
    }

    private static double MeanSquare(float[] samples, int length, int from, int to)
    {
        var sum = 0.0;
        for (var start = 0; start < samples.Length; start += length)
        {
            for (var i = from; i < to; i++)
                sum += (double)samples[start + i] * samples[start + i];
        }

        return sum / ((to - from) * (samples.Length / length));
    }

    private static bool AnyAbove(float[] samples, int length, int at, float threshold)
    {
        for (var i = at; i < samples.Length; i += length)
        {
            if (Math.Abs(samples[i]) > threshold)
                return true;
        }

        return false;
    }

    private static float Peak(float[] samples)
    {
        var peak = 0f;
        foreach (var sample in samples)
            peak = Math.Max(peak, Math.Abs(sample));
        return peak;
    }

    private static double Decibels(double ratio)
        => ratio > 0 ? 20 * PortableMath.Log(ratio) / PortableMath.Log(10) : double.NegativeInfinity;
}
