namespace TinyAudioDiffusion.Audio;

/// <summary>A kind of sound file that can be written as well.</summary>
public interface IWritableAudioFormat : IAudioFormat
{
    /// <summary>Writes a sound. A sound with a recipe takes it along where the format has a place for it.</summary>
    /// <param name="stream">The stream, which need not be able to seek. The method leaves it open.</param>
    /// <param name="clip">The sound.</param>
    /// <param name="encoding">The form of the samples.</param>
    /// <param name="name">The name of the file for messages.</param>
    /// <exception cref="AudioFormatException">The format cannot hold the sound, or not in this encoding; the message says why.</exception>
    void Write(Stream stream, AudioClip clip, SampleEncoding encoding, string name);
}
