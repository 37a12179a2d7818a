namespace TinyAudioDiffusion.NAudio.Clips;

/// <summary>Clips hold channel after channel, NAudio frame after frame.</summary>
internal static class Interleaving
{
    /// <summary>
    /// Gets the samples of a clip frame by frame. Of more channels than wanted the first count; the last one stands in for missing ones.
    /// </summary>
    public static float[] Interleave(AudioClip clip, int channels)
    {
        var samples = new float[channels * clip.Length];
        for (var channel = 0; channel < channels; channel++)
        {
            var input = clip.Channel(Math.Min(channel, clip.Channels - 1));
            for (var i = 0; i < input.Length; i++)
                samples[(i * channels) + channel] = input[i];
        }

        return samples;
    }

    /// <summary>Makes a clip of samples that lie frame by frame; an incomplete last frame is left out.</summary>
    public static AudioClip ToClip(ReadOnlySpan<float> interleaved, int channels, int sampleRate)
    {
        var length = interleaved.Length / channels;
        var samples = new float[length * channels];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var i = 0; i < length; i++)
                samples[(channel * length) + i] = interleaved[(i * channels) + channel];
        }

        return new AudioClip(samples, channels, sampleRate);
    }
}
