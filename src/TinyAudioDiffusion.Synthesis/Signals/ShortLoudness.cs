namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>The loudness of a short sound, roughly that of its loudest 0.4 s by ITU-R BS.1770.</summary>
internal static class ShortLoudness
{
    private const float Seconds = 0.4f;

    /// <summary>
    /// Measures the loudness as a power: of the first 0.4 s, both channels, with what is high raised by 4 dB and what lies below 40 Hz
    /// taken away.
    /// </summary>
    public static float Measure(StereoSound sound) => Power(sound, sound.Mid) + Power(sound, sound.Side);

    private static float Power(StereoSound sound, ReadOnlySpan<float> signal)
    {
        // One-pole filters: the low part below 1500 Hz, and the part below 40 Hz.
        const float low = 0.192f;
        const float deep = 0.00568f;
        var (lowPart, deepPart, sum) = (0f, 0f, 0.0);
        foreach (var sample in signal[..sound.Samples(Seconds)])
        {
            lowPart += (low * (sample - lowPart)) + 1e-20f;
            deepPart += (deep * (sample - deepPart)) + 1e-20f;
            var weighted = sample + (0.585f * (sample - lowPart)) - deepPart;
            sum += weighted * weighted;
        }

        // Left and right are the sum and the difference: their powers add up to twice those of the parts.
        return (float)(2 * sum / (Seconds * StereoSound.SampleRate));
    }
}
