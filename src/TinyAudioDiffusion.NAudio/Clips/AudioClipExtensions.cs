using System.Runtime.CompilerServices;
using NAudio.Wave;
using TinyAudioDiffusion.NAudio.Clips;

namespace TinyAudioDiffusion.NAudio;

/// <summary>
/// Clips as NAudio's providers and streams, and back. Samples stay what they are, to the bit; to change the rate, see <see
/// cref="Resampler"/>.
/// </summary>
public static class AudioClipExtensions
{
    private static readonly TimeSpan _longestUnasked = TimeSpan.FromMinutes(10);

    /// <summary>Shows a clip as a sample provider, from its first sample on. Each call starts anew; reading allocates nothing.</summary>
    /// <param name="clip">The clip, of any rate and number of channels.</param>
    /// <returns>A provider that ends with the clip.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The clip has 2 GiB of samples or more.</exception>
    public static ISampleProvider ToSampleProvider(this AudioClip clip) => new ClipStream(clip);

    /// <summary>
    /// Shows a clip as a wave stream of 32-bit float samples that can seek. It is an <see cref="ISampleProvider"/> as well.
    /// </summary>
    /// <param name="clip">The clip, of any rate and number of channels.</param>
    /// <returns>The stream; disposing it is not necessary.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The clip has 2 GiB of samples or more.</exception>
    public static WaveStream ToWaveStream(this AudioClip clip) => new ClipStream(clip);

    /// <summary>
    /// Reads a sample provider to its end. Where it gives less than was asked for, it is asked again; an incomplete last frame is left out.
    /// </summary>
    /// <param name="source">The provider; it is read from where it stands.</param>
    /// <param name="most">
    /// How much to read at most, for providers that never end; null for all of it, which must be less than ten minutes.
    /// </param>
    /// <returns>The sound, without a recipe; empty where the provider was at its end.</returns>
    /// <exception cref="UnusableSoundException">The provider does not end, or claims an impossible format.</exception>
    // Readers that are streams and providers at once come here.
    [OverloadResolutionPriority(1)]
    public static AudioClip ToAudioClip(this ISampleProvider source, TimeSpan? most = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(most ?? TimeSpan.Zero, TimeSpan.Zero, nameof(most));
        var frames = (long)((most ?? _longestUnasked).TotalSeconds * source.WaveFormat.SampleRate);
        var (clip, ended) = SampleCollector.Collect(source, frames, "The provider");
        if (!ended && most is null && !SampleCollector.IsAtEnd(source))
            throw new UnusableSoundException(
                "The provider", $"did not end within {_longestUnasked.TotalMinutes:0} minutes; say how much of it to read.");
        return clip;
    }

    /// <summary>Reads a wave stream to its end: PCM of 8, 16, 24 or 32 bits, float of 32 or 64 bits.</summary>
    /// <param name="source">The stream; it is read from where it stands, and left open.</param>
    /// <param name="most">How much to read at most; null for all of it, which must be less than ten minutes.</param>
    /// <returns>The sound, without a recipe; empty where the stream was at its end.</returns>
    /// <exception cref="UnusableSoundException">The stream does not end, or its samples are of another format.</exception>
    public static AudioClip ToAudioClip(this WaveStream source, TimeSpan? most = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Samples(source).ToAudioClip(most);
    }

    private static ISampleProvider Samples(WaveStream source)
    {
        try
        {
            return source.ToSampleProvider();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new UnusableSoundException(
                "The stream", $"has samples that NAudio does not convert ({source.WaveFormat}); convert it to PCM first.");
        }
    }
}
