using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Audio;

/// <summary>Turns any sound into one that a model takes: rate, channels, length.</summary>
internal static class SoundFitting
{
    /// <summary>Checks that there is a sound, and that all of it is numbers.</summary>
    public static void RequireUsable(AudioClip clip, string what)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (clip.Length == 0)
            throw new UnusableSoundException(what, "is empty; give a sound of at least one sample.");
        if (!TensorPrimitives.IsFiniteAll(clip.Samples.Span))
            throw new UnusableSoundException(what, "has samples that are not finite numbers; repair the file or render it again.");
    }

    /// <summary>Converts rate and channels, then cuts or pads with silence: [channels, length].</summary>
    public static float[] Fit(AudioClip clip, int sampleRate, int channels, int length, string what)
    {
        RequireUsable(clip, what);
        var resampled = Resampler.ResampleStart(clip, sampleRate, length);
        var fitted = new float[channels * length];
        var kept = Math.Min(length, resampled.Length);
        for (var channel = 0; channel < channels; channel++)
            FillChannel(resampled, channel, channels, fitted.AsSpan(channel * length, kept));
        return fitted;
    }

    // One channel becomes several equal ones, and several become one by their mean. Otherwise channels keep their places, and copies of the
    // last one fill missing places.
    private static void FillChannel(AudioClip clip, int channel, int channels, Span<float> samples)
    {
        if (channels > 1 || clip.Channels == 1)
        {
            clip.Channel(Math.Min(channel, clip.Channels - 1))[..samples.Length].CopyTo(samples);
            return;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            var sum = 0.0;
            for (var other = 0; other < clip.Channels; other++)
                sum += clip.Channel(other)[i];
            samples[i] = (float)(sum / clip.Channels);
        }
    }
}
