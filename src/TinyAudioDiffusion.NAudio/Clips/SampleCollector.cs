using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Clips;

/// <summary>Reads providers to their end: as many samples as there are, whatever they claim.</summary>
internal static class SampleCollector
{
    private const int FramesPerBlock = 4096;
    private const int MostChannels = 64;

    /// <summary>Reads until the provider has no more, or until enough was read.</summary>
    /// <returns>The sound, and whether the provider had no more.</returns>
    public static (AudioClip Clip, bool Ended) Collect(ISampleProvider source, long mostFrames, string what)
    {
        var (channels, rate) = (source.WaveFormat.Channels, source.WaveFormat.SampleRate);
        if (channels is < 1 or > MostChannels || rate < 1)
            throw new UnusableSoundException(what, $"claims {channels} channels of {rate} Hz; 1 to {MostChannels} channels are read.");

        var most = Math.Min(mostFrames, Array.MaxLength / channels) * channels;
        var samples = new float[(int)Math.Min(most, FramesPerBlock * channels)];
        var count = 0;
        while (count < most)
        {
            if (count == samples.Length)
                Array.Resize(ref samples, (int)Math.Min(most, 2L * count));
            var read = source.Read(samples.AsSpan(count, Math.Min(samples.Length - count, FramesPerBlock * channels)));
            if (read <= 0)
                return (Interleaving.ToClip(samples.AsSpan(0, count), channels, rate), true);
            count += read;
        }

        return (Interleaving.ToClip(samples.AsSpan(0, count), channels, rate), false);
    }

    /// <summary>Tells whether a provider has no more samples.</summary>
    public static bool IsAtEnd(ISampleProvider source) => source.Read(new float[source.WaveFormat.Channels]) <= 0;
}
