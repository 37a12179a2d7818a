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

    /// <summary>Reads a WAV file; see <see cref="WavReader"/> for what it takes.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The sound, without its provenance.</returns>
    /// <exception cref="AudioFormatException">The file is not a WAV file that can be read; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static AudioClip Load(string path) => WavReader.Read(path);

    /// <summary>
    /// Writes a WAV file, which appears whole or not at all and replaces one that is there already. The file carries the provenance of the
    /// sound; <c>GenerationRecipe.FromWav</c> reads it back.
    /// </summary>
    /// <param name="path">The path; missing folders are created.</param>
    /// <param name="encoding">How to store the samples.</param>
    /// <exception cref="AudioFormatException">The sound does not fit in a WAV file.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, WavEncoding encoding = WavEncoding.Pcm16) => WavWriter.Write(path, this, encoding);

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
    public AudioClip WithProvenance(AudioProvenance? provenance) => new(Channels, SampleRate, _samples) { Provenance = provenance };

    /// <summary>Makes a clip of samples that the caller gives away and never touches again.</summary>
    internal static AudioClip Adopt(float[] samples, int channels, int sampleRate) => new(channels, sampleRate, samples);
}
