using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Grooves;

/// <summary>Makes a drum darker, as it is when it is hit more softly: a low-pass of first order.</summary>
public static class VelocityFilter
{
    private const double Brightest = 18_000;

    /// <summary>Makes the sound of a softer hit. Its level stays that of a hard one, less what the filter takes.</summary>
    /// <param name="clip">The sound of the hardest hit.</param>
    /// <param name="velocity">The velocity, above 0; from 1 on the clip itself.</param>
    /// <returns>The sound, with the provenance of the clip.</returns>
    public static AudioClip Apply(AudioClip clip, double velocity)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(velocity);
        var smoothing = Smoothing(velocity, clip.SampleRate);
        if (smoothing == 1)
            return clip;
        var samples = clip.Samples.ToArray();
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var last = 0f;
            foreach (ref var sample in samples.AsSpan(channel * clip.Length, clip.Length))
                sample = last += smoothing * (sample - last);
        }

        return AudioClip.Adopt(samples, clip.Channels, clip.SampleRate).WithProvenance(clip.Provenance);
    }

    /// <summary>The share of each new sample: the cutoff falls from 18 kHz with the velocity to the power of 1.5.</summary>
    internal static float Smoothing(double velocity, int sampleRate) => velocity >= 1
        ? 1 : (float)(1 - PortableMath.Exp(-2 * Math.PI * Brightest * PortableMath.Pow(velocity, 1.5) / sampleRate));
}
