namespace TinyAudioDiffusion.Audio;

/// <summary>A kind of sound file. Safe to use from several threads.</summary>
/// <remarks>
/// The first bytes of a file decide which format reads it, not its name. Register a format with <c>AddAudioFormat</c>, and everything that
/// takes
/// sound files takes it too. See <see cref="IWritableAudioFormat"/> for formats that can write as well.
/// </remarks>
public interface IAudioFormat : INamed
{
    /// <summary>
    /// Gets the extensions of such files, with the dot: ".flac". They decide which files of a folder are sounds, and how to write a file.
    /// </summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Tells whether a file is of this kind.</summary>
    /// <param name="start">The first bytes of the file: <see cref="AudioFormats.ProbeLength"/>, or fewer where the file is shorter.</param>
    /// <returns>Whether the file is of this kind, whole or damaged.</returns>
    bool Recognizes(ReadOnlySpan<byte> start);

    /// <summary>Tells what a sound is like without reading its samples.</summary>
    /// <param name="stream">A stream that can seek, at the beginning of the file. The method leaves it open and at the same place.</param>
    /// <param name="name">The name of the file for messages.</param>
    /// <returns>Channels, rate and length; a length is a claim, 0 where the file makes none.</returns>
    /// <exception cref="AudioFormatException">The file is not such a file, or it cannot be read; the message says why.</exception>
    AudioFileInfo Describe(Stream stream, string name);

    /// <summary>Reads the beginning of a sound. The method believes no size in the file: memory grows with what is really there.</summary>
    /// <param name="stream">A stream that can seek, at the beginning of the file. The method leaves it open.</param>
    /// <param name="mostFrames">The largest number of samples of each channel to read, at least 1.</param>
    /// <param name="name">The name of the file for messages.</param>
    /// <returns>The sound, or as much of it; at least one frame.</returns>
    /// <exception cref="AudioFormatException">The file is not such a file, or it cannot be read; the message says why.</exception>
    AudioClip ReadStart(Stream stream, int mostFrames, string name);
}
