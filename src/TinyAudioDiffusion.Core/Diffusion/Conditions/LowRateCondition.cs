namespace TinyAudioDiffusion.Diffusion;

/// <summary>
/// What an upsampler hears: the sound as it was at a fraction of the sample rate, resampled back (windowed sinc, see
/// <see cref="Resampler"/>), so that everything above the lower rate's half is missing. [channels, samples].
/// </summary>
/// <param name="factor">The full rate over the low one, at least 2.</param>
public sealed class LowRateCondition(int factor) : SoundCondition
{
    /// <inheritdoc/>
    public override string Model => "upsampler";

    /// <inheritdoc/>
    public override string Verb => "upsample";

    /// <summary>Gets the full sample rate over the low one.</summary>
    public int Factor { get; } = factor >= 2
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, $"The factor is {factor}; it must be at least 2.");

    /// <inheritdoc/>
    public override int SizeOf(int channels, int samples) => checked(channels * samples);

    /// <inheritdoc/>
    public override void Measure(ReadOnlySpan<float> sound, int channels, Span<float> values)
    {
        if (sound.Length != values.Length)
            throw new ArgumentException($"{sound.Length} samples were given, and room for {values.Length}.", nameof(values));

        // Resampling depends on the ratio of the rates alone.
        var low = Resampler.Resample(new AudioClip(sound, channels, Factor), 1);
        var heard = Resampler.Resample(low, Factor);
        var samples = sound.Length / channels;
        for (var channel = 0; channel < channels; channel++)
            heard.Channel(channel)[..samples].CopyTo(values.Slice(channel * samples, samples));
    }
}
