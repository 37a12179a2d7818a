namespace TinyAudioDiffusion.Training.Data;

/// <summary>
/// Sounds to learn from, all of one rate, length and number of channels: those of a folder, of a synthesiser, or of another source after a
/// change.
/// </summary>
/// <remarks>
/// Safe to use from several threads at once. A read depends on its arguments alone, so that a resumed training gets the sounds that it
/// would have got.
/// </remarks>
public interface ITrainingData
{
    /// <summary>Gets the sample rate, in Hz.</summary>
    int SampleRate { get; }

    /// <summary>Gets the number of channels.</summary>
    int Channels { get; }

    /// <summary>Gets the length of every sound, in samples for each channel.</summary>
    int Samples { get; }

    /// <summary>Gets the number of sounds; a source that makes new ones at will says how many count as an epoch.</summary>
    int Count { get; }

    /// <summary>Gets the labels of the classes; empty for a source without.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Gets what identifies the sounds, by index; empty for a source that computes its sounds from its settings alone.</summary>
    /// <remarks>
    /// A training that goes on compares them with those that it began with. A source that takes its sounds from another one passes on what
    /// that one says.
    /// </remarks>
    IReadOnlyList<SoundIdentity> Sounds => [];

    /// <summary>Reads one sound.</summary>
    /// <param name="index">The sound, from 0 to <see cref="Count"/> - 1.</param>
    /// <param name="visit">The number of the sound's variation. Augmentation and synthesis draw from the index and this number
    /// alone.</param>
    /// <param name="destination">Receives the samples within -1 to 1, one channel after the other, [channels, samples].</param>
    /// <returns>The class, an index into <see cref="Labels"/>; -1 for none.</returns>
    /// <exception cref="ArgumentException">The index or the length of the destination does not fit.</exception>
    int Read(int index, ulong visit, Span<float> destination);

    /// <summary>Gets the text that describes a sound, for a model that reads text.</summary>
    /// <param name="index">The sound, from 0 to <see cref="Count"/> - 1.</param>
    /// <param name="visit">The number of the sound's variation.</param>
    /// <returns>The text; null for a sound without.</returns>
    string? Caption(int index, ulong visit) => null;
}
