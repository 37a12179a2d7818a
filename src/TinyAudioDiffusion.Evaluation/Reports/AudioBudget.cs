using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Evaluation.Reports;

/// <summary>How many bytes of sound a page may still take.</summary>
/// <param name="bytes">The bytes of WAV files in all.</param>
internal sealed class AudioBudget(long bytes)
{
    private const int HeaderBytes = 64;

    private long _left = bytes;

    /// <summary>The size of a sound as a WAV file of 16 bits.</summary>
    public static long SizeOf(AudioClip clip) => (2L * clip.Samples.Length) + HeaderBytes;

    /// <summary>The sound as a WAV file of 16 bits; null where no bytes are left for it.</summary>
    public byte[]? Take(AudioClip clip)
    {
        if (clip.Length == 0 || SizeOf(clip) > _left)
            return null;
        _left -= SizeOf(clip);
        using var wav = new MemoryStream((int)SizeOf(clip));

        // Without its recipe, which the file on disk has.
        AudioFormats.BuiltIn.Write(wav, new AudioClip(clip.Samples.Span, clip.Channels, clip.SampleRate));
        return wav.ToArray();
    }
}
