namespace TinyAudioDiffusion;

/// <summary>A sound in memory: planar 32-bit float samples, full scale [-1, 1], any sample rate and number of channels. Immutable.</summary>
public sealed class AudioClip
{
    private readonly float[] _samples;

    /// <summary>Initializes a new instance that keeps its own copy of the samples.</summary>
    /// <param name="samples">The samples, [channels, length]: all of channel 0, then all of channel 1, and so on.</param>
    /// <param name="channels">The number of channels, at least 1.</param>
    /// <param name="sampleRate">The sample rate in Hz, at least 1.</param>
    /// <exception cref="ArgumentException">The number of samples is not a multiple of the number of channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="channels"/> or <paramref name="sampleRate"/> is not positive.</exception>
    public AudioClip(ReadOnlySpan<float> samples, int channels, int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        if (samples.Length % channels != 0)
            throw new ArgumentException($"{samples.Length} samples do not divide into {channels} channels.", nameof(samples));

        _samples = samples.ToArray();
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

    /// <summary>Gets the recipe that the sound was made by; null for a sound from elsewhere.</summary>
    public GenerationRecipe? Recipe { get; init; }

    /// <summary>Gets the samples of one channel.</summary>
    /// <param name="index">The channel, from 0.</param>
    /// <returns>The samples, <see cref="Length"/> of them.</returns>
    public ReadOnlySpan<float> Channel(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Channels);
        return _samples.AsSpan(index * Length, Length);
    }
}
