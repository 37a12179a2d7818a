using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>A file after its preparation: the sound that a training learns, or the reason why the file is skipped.</summary>
internal sealed record PreparedSound
{
    /// <summary>Gets the rate, channels and length of the file; null for a file that is not read.</summary>
    public AudioFileInfo? File { get; init; }

    /// <summary>
    /// Gets the file's own samples from the beginning on, up to the number of seconds to read; null for a file that is skipped.
    /// </summary>
    public AudioClip? Raw { get; init; }

    /// <summary>Gets the sound, [channels, samples]; null for a file that is skipped.</summary>
    public float[]? Samples { get; init; }

    /// <summary>Gets a number that equal sounds share, whatever their files are called and whatever else is in them.</summary>
    public UInt128 ContentHash { get; init; }

    /// <summary>Gets whether the sound is quieter than the target level, to stay within full scale.</summary>
    public bool ScaledDown { get; init; }

    /// <summary>Gets why the file is skipped; null for one that is not.</summary>
    public SkippedFile? Skipped { get; init; }
}
