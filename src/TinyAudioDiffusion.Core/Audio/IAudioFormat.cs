namespace TinyAudioDiffusion.Audio;

/// <summary>A kind of sound file beside WAV, which <see cref="WavReader"/> reads. Safe to use from several threads.</summary>
public interface IAudioFormat
{
    /// <summary>Gets the extensions of such files, with the dot: ".flac". They are compared without case.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Tells what a sound is like without reading its samples.</summary>
    /// <param name="stream">A stream that can seek, at the beginning of the file. Left open, and left at the beginning.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>Channels, rate and length; a length is a claim, 0 where the file makes none.</returns>
    /// <exception cref="AudioFormatException">This is no such file, or one that cannot be read; the message says why.</exception>
    AudioFileInfo Describe(Stream stream, string name);

    /// <summary>Reads the beginning of a sound. No size in the file is believed: memory grows with what is really there.</summary>
    /// <param name="stream">A stream that can seek, at the beginning of the file. Left open.</param>
    /// <param name="mostFrames">How many samples of each channel to read at most, at least 1.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>The sound, or as much of it; at least one frame.</returns>
    /// <exception cref="AudioFormatException">This is no such file, or one that cannot be read; the message says why.</exception>
    AudioClip ReadStart(Stream stream, int mostFrames, string name);
}
