using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Evaluation.Reports;

/// <summary>Counts the bytes of sound that a page may still take.</summary>
/// <param name="bytes">The bytes of WAV files in all.</param>
/// <param name="formats">The kinds of sound files to read; null for those that need no other package.</param>
internal sealed class AudioBudget(long bytes, AudioFormats? formats = null)
{
    private const int HeaderBytes = 64;
    private const int HeardSeconds = 10; // as much of a long file as the measures hear

    private readonly AudioFormats _formats = formats ?? AudioFormats.BuiltIn;

    private long _left = bytes;

    /// <summary>The size of a sound as a WAV file of 16 bits.</summary>
    public static long SizeOf(AudioClip clip) => (2L * clip.Samples.Length) + HeaderBytes;

    /// <summary>Reads as much of a sound file as a page shows.</summary>
    /// <exception cref="AudioFormatException">The file is no sound that can be read.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public AudioClip Load(string path)
        => _formats.Read(path, (int)Math.Min(int.MaxValue, (long)HeardSeconds * _formats.Describe(path).SampleRate));

    /// <summary>Gives the sound as a WAV file of 16 bits; null where no bytes are left for it.</summary>
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
