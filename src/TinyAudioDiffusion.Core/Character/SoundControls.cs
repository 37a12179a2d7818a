using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion;

/// <summary>Five measures of one sound that a musician hears first in a drum. Level counts in none of them.</summary>
/// <param name="Brightness">
/// The brightness after AudioCommons' model, from the share of power above 2 kHz and the mean frequency above 100 Hz; about 20 (dull) to
/// 90.
/// </param>
/// <param name="Decay">
/// The time from the loudest 5 ms until everything is 20 dB below, in seconds; that to the end for a sound which does not get there.
/// </param>
/// <param name="Pitch">The tracked fundamental in Hz; of a sound without one, the mean frequency.</param>
/// <param name="Punch">The share of the power in the first 20 ms after the onset, from 0 to 1.</param>
/// <param name="Noisiness">The spectral flatness, in dB: 0 for white noise, -60 and less for a pure tone.</param>
public sealed record SoundControls(double Brightness, double Decay, double Pitch, double Punch, double Noisiness)
{
    private const int FrameSize = 2048;
    private const int Hop = FrameSize / 2;
    private const double Silence = 1e-12;

    private static readonly FourierTransform _transform = new(FrameSize);
    private static readonly double[] _window = [.. Enumerable.Range(0, FrameSize)
        .Select(i => 0.5 - (0.5 * double.CosPi(2.0 * i / FrameSize)))];

    /// <summary>Measures a sound.</summary>
    /// <param name="clip">The sound, finite and of at least one sample; of several channels, their mean.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="UnusableSoundException">The sound is empty or not finite.</exception>
    public static SoundControls Of(AudioClip clip)
    {
        SoundFitting.RequireUsable(clip, "The sound");
        var mono = new float[clip.Length];
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var samples = clip.Channel(channel);
            for (var i = 0; i < mono.Length; i++)
                mono[i] += samples[i] / clip.Channels;
        }

        return Of(mono, clip.SampleRate);
    }

    internal static SoundControls Of(ReadOnlySpan<float> mono, int sampleRate)
    {
        var onset = Onset(mono);
        var spectrum = Spectrum(mono[onset..]);
        var width = (double)sampleRate / FrameSize;
        var centroid = Centroid(spectrum, width, 0);
        return new SoundControls(
            BrightnessOf(spectrum, width), DecayOf(mono, sampleRate), TrackedPitch(mono[onset..], sampleRate) ?? centroid,
            PunchOf(mono[onset..], sampleRate), Flatness(spectrum, width));
    }

    // The first sample within 20 dB of the peak.
    private static int Onset(ReadOnlySpan<float> samples)
    {
        var peak = 0f;
        foreach (var sample in samples)
            peak = Math.Max(peak, Math.Abs(sample));
        for (var i = 0; i < samples.Length && peak > 0; i++)
        {
            if (Math.Abs(samples[i]) >= 0.1f * peak)
                return i;
        }

        return 0;
    }

    private static double[] Spectrum(ReadOnlySpan<float> samples)
    {
        var (sum, bins, frame) = (new double[_transform.Bins], new double[_transform.Bins], new double[FrameSize]);
        for (var start = -Hop; start < samples.Length; start += Hop)
        {
            for (var i = 0; i < FrameSize; i++)
                frame[i] = start + i >= 0 && start + i < samples.Length ? _window[i] * samples[start + i] : 0;
            _transform.Power(frame, bins);
            for (var k = 0; k < bins.Length; k++)
                sum[k] += bins[k];
        }

        return sum;
    }

    private static double Centroid(double[] power, double width, double from)
    {
        var (sum, weighted) = (Silence, 0.0);
        for (var k = (int)Math.Ceiling(from / width); k < power.Length; k++)
            (sum, weighted) = (sum + power[k], weighted + (power[k] * k * width));
        return Math.Max(width, weighted / sum);
    }

    // Pearce, Brookes and Mason, "Timbral models", AudioCommons deliverable D5.8, 2019; on one spectrum of the whole sound.
    private static double BrightnessOf(double[] power, double width)
    {
        var (all, high) = (Silence, 0.0);
        for (var k = 1; k < power.Length; k++)
        {
            all += power[k];
            high += k * width >= 2000 ? power[k] : 0;
        }

        var (ratio, centroid) = (Math.Log10(Math.Clamp(high / all, 1e-6, 1)), Math.Log10(Centroid(power, width, 100)));
        return 47.989783427908705 - (2.9197705625030235 * ratio) + (9.048261758526614 * centroid) + (3.940747859061009 * ratio * centroid);
    }

    private static double DecayOf(ReadOnlySpan<float> samples, int sampleRate)
    {
        var window = Math.Max(1, sampleRate / 200);
        var levels = new double[(samples.Length + window - 1) / window];
        for (var i = 0; i < samples.Length; i++)
            levels[i / window] += (double)samples[i] * samples[i];
        var loudest = Array.IndexOf(levels, levels.Max());
        var last = Array.FindLastIndex(levels, level => level > 0.01 * levels[loudest]);
        return (Math.Max(last, loudest) - loudest + 1) * (double)window / sampleRate;
    }

    private static double PunchOf(ReadOnlySpan<float> samples, int sampleRate)
    {
        var (attack, all) = (0.0, Silence);
        for (var i = 0; i < samples.Length; i++)
        {
            var square = (double)samples[i] * samples[i];
            all += square;
            attack += i < sampleRate / 50 ? square : 0;
        }

        return attack / all;
    }

    // From 50 Hz to 16 kHz; the floor keeps digital silence in a band from deciding everything.
    private static double Flatness(double[] power, double width)
    {
        var (first, last) = ((int)Math.Ceiling(50 / width), Math.Min(power.Length - 1, (int)(16000 / width)));
        var (sum, logarithms, most) = (0.0, 0.0, power.Max());
        for (var k = first; k <= last; k++)
        {
            var value = Math.Max(power[k], (1e-10 * most) + 1e-30);
            sum += value;
            logarithms += Math.Log(value);
        }

        var count = last - first + 1;
        return 10 / Math.Log(10) * ((logarithms / count) - Math.Log(sum / count));
    }

    // The first strong peak of the autocorrelation of 93 ms behind the attack, from 40 Hz to 2 kHz; null where nothing repeats.
    private static double? TrackedPitch(ReadOnlySpan<float> samples, int sampleRate)
    {
        const int Size = 8192;
        const int Length = 4096;
        const double Strong = 0.6;
        var (transform, frame, power) = (PitchTransform.Value, new double[Size], new double[(Size / 2) + 1]);
        var start = Math.Min(sampleRate / 200, Math.Max(0, samples.Length - Length));
        for (var i = 0; i < Length && start + i < samples.Length; i++)
            frame[i] = samples[start + i] * (0.5 + (0.5 * double.CosPi((double)i / Length)));
        transform.Power(frame, power);
        var correlation = new double[Size];
        for (var k = 0; k < power.Length; k++)
            correlation[k] = correlation[(Size - k) % Size] = power[k];
        var (real, imaginary) = (new double[power.Length], new double[power.Length]);
        transform.Transform(correlation, real, imaginary);
        if (real[0] <= Silence)
            return null;
        var (shortest, longest) = (sampleRate / 2000, Math.Min(sampleRate / 40, (Length / 2) - 1));

        // What the falling window takes from long lags is given back.
        double At(int lag) => real[lag] / real[0] * Length / (Length - lag);
        for (var lag = Math.Max(2, shortest); lag < longest; lag++)
        {
            var here = At(lag);
            if (here < Strong || here < At(lag - 1) || here < At(lag + 1))
                continue;
            var (before, after) = (At(lag - 1), At(lag + 1));
            var curve = before - (2 * here) + after;
            return sampleRate / (lag + (curve < 0 ? 0.5 * (before - after) / curve : 0));
        }

        return null;
    }

    private static class PitchTransform
    {
        public static readonly FourierTransform Value = new(8192);
    }
}
