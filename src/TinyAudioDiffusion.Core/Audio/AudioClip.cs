using System.Numerics.Tensors;
using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion;

/// <summary>
/// A sound in memory: planar 32-bit float samples, full scale [-1, 1], any sample rate and number of channels. Immutable.
/// </summary>
public sealed class AudioClip
{
    private readonly float[] _samples;

    /// <summary>Initializes a new instance that keeps its own copy of the samples.</summary>
    /// <param name="samples">The samples, [channels, length]: all of channel 0, then all of channel 1, and so on.</param>
    /// <param name="channels">The number of channels, at least 1.</param>
    /// <param name="sampleRate">The sample rate in Hz, at least 1.</param>
    /// <exception cref="ArgumentException">The number of samples is not a multiple of the number of channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="channels"/> or <paramref name="sampleRate"/> is not positive.
    /// </exception>
    public AudioClip(ReadOnlySpan<float> samples, int channels, int sampleRate)
        : this(channels, sampleRate, samples.ToArray())
    {
    }

    private AudioClip(int channels, int sampleRate, float[] samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        if (samples.Length % channels != 0)
            throw new ArgumentException($"{samples.Length} samples do not divide into {channels} channels.", nameof(samples));

        _samples = samples;
        Channels = channels;
        SampleRate = sampleRate;
    }

    /// <summary>Gets the number of channels.</summary>
    public int Channels { get; }

    /// <summary>Gets the sample rate in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Gets the number of samples of each channel.</summary>
    public int Length => _samples.Length / Channels;

    /// <summary>Gets the duration.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Length / SampleRate);

    /// <summary>Gets all samples, [channels, length].</summary>
    public ReadOnlyMemory<float> Samples => _samples;

    /// <summary>Gets the largest magnitude of all samples: 1 is full scale, 0 silence or no samples, NaN if a sample is NaN.</summary>
    public float Peak => _samples.Length == 0 ? 0f : Math.Abs(TensorPrimitives.MaxMagnitude<float>(_samples));

    /// <summary>Gets the peak in decibels relative to full scale: 0 is full scale, negative infinity is silence.</summary>
    public double PeakDbfs => 20 * Math.Log10(Peak);

    /// <summary>Gets where the sound comes from; null where nothing tells it. Saved files carry it along.</summary>
    /// <value>Of a sound that a model made a <c>GenerationProvenance</c>; <c>clip.Recipe</c> gives its recipe.</value>
    public AudioProvenance? Provenance { get; init; }

    /// <summary>Gets what the reader of the sound's file left out or mended; empty for a sound that was not read from a file.</summary>
    /// <value>Sentences without their beginning, which is the file: "it ends early: ...".</value>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// Reads a sound file of a kind that needs no other package; its content says of which kind it is. <see cref="AudioFormats"/> reads the
    /// kinds of other packages as well, and the beginnings of long files.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <returns>The sound, without its provenance; see <see cref="Warnings"/> for what was left out.</returns>
    /// <exception cref="AudioFormatException">
    /// The file is no sound that can be read; the message names what it is, or says where and why.
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static AudioClip Load(string path) => AudioFormats.BuiltIn.Read(path);

    /// <summary>Reads a sound from a stream; its content says of which kind it is.</summary>
    /// <param name="stream">The stream. The method leaves it open. One that cannot seek is read to its end.</param>
    /// <returns>The sound, without its provenance; see <see cref="Warnings"/> for what was left out.</returns>
    /// <exception cref="AudioFormatException">
    /// The stream is no sound that can be read; the message names what it is, or says where and why.
    /// </exception>
    public static AudioClip Load(Stream stream) => AudioFormats.BuiltIn.Read(stream);

    /// <summary>
    /// Writes a sound file, which appears whole or not at all and replaces one that is there already. The file carries the provenance of
    /// the sound; <c>GenerationRecipe.FromFile</c> reads it back.
    /// </summary>
    /// <param name="path">
    /// The path, whose extension decides the format: .wav (also where there is none) or .flac. Missing folders are created.
    /// </param>
    /// <param name="encoding">How to store the samples.</param>
    /// <exception cref="AudioFormatException">No format writes such files, or the format cannot hold the sound.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, SampleEncoding encoding = SampleEncoding.Pcm16) => AudioFormats.BuiltIn.Write(path, this, encoding);

    /// <summary>Writes the sound to a stream, with its provenance: the body of a response, an entry of an archive.</summary>
    /// <param name="stream">The stream, which need not be able to seek. The method leaves it open.</param>
    /// <param name="encoding">How to store the samples.</param>
    /// <param name="format">The format, "wav" or "flac".</param>
    /// <exception cref="UnknownNameException">There is no such format.</exception>
    /// <exception cref="AudioFormatException">The format cannot hold the sound.</exception>
    public void Save(Stream stream, SampleEncoding encoding = SampleEncoding.Pcm16, string format = "wav")
        => AudioFormats.BuiltIn.Write(stream, this, format, encoding);

    /// <summary>Makes the bytes of a WAV file of the sound, with its provenance.</summary>
    /// <param name="encoding">How to store the samples.</param>
    /// <returns>The whole file.</returns>
    public byte[] ToWav(SampleEncoding encoding = SampleEncoding.Pcm16)
    {
        using var stream = new MemoryStream();
        Save(stream, encoding);
        return stream.ToArray();
    }

    /// <summary>Gets the samples of one channel.</summary>
    /// <param name="index">The channel, from 0.</param>
    /// <returns>The samples, <see cref="Length"/> of them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    public ReadOnlySpan<float> Channel(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Channels);
        return _samples.AsSpan(index * Length, Length);
    }

    /// <summary>Makes a clip of the same samples that tells another provenance. Both clips share the samples.</summary>
    /// <param name="provenance">Where the sound comes from; null to tell nothing.</param>
    /// <returns>The clip.</returns>
    public AudioClip WithProvenance(AudioProvenance? provenance)
        => new(Channels, SampleRate, _samples) { Provenance = provenance, Warnings = Warnings };

    /// <summary>Makes a clip of samples that the caller gives away and never touches again.</summary>
    internal static AudioClip Adopt(float[] samples, int channels, int sampleRate, IReadOnlyList<string>? warnings = null)
        => new(channels, sampleRate, samples) { Warnings = warnings ?? [] };
}
