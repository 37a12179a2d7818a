namespace TinyAudioDiffusion.Diffusion;

/// <summary>
/// What an autoencoder hears: the latent of a sound, [channels, steps], which its encoder makes. It says less than the sound and more than
/// a class, and what lies between two latents is a sound as well.
/// </summary>
/// <param name="channels">The number of the latent's channels, at least 1.</param>
/// <param name="samplesOfStep">How many samples a step of the latent stands for, at least 1.</param>
/// <param name="encode">The encoder; safe to call from several threads at once.</param>
public sealed class LatentCondition(int channels, int samplesOfStep, SoundEncoding encode) : SoundCondition
{
    /// <inheritdoc/>
    public override string Model => "autoencoder";

    /// <inheritdoc/>
    public override string Verb => "morph";

    /// <summary>Gets the number of the latent's channels.</summary>
    public int Channels { get; } = Positive(channels, nameof(channels));

    /// <summary>Gets how many samples a step of the latent stands for.</summary>
    public int SamplesOfStep { get; } = Positive(samplesOfStep, nameof(samplesOfStep));

    /// <inheritdoc/>
    public override int SizeOf(int channels, int samples) => checked(Channels * (samples / SamplesOfStep));

    /// <inheritdoc/>
    public override void Measure(ReadOnlySpan<float> sound, int channels, Span<float> values)
    {
        var samples = sound.Length / Math.Max(1, channels);
        if (samples % SamplesOfStep != 0 || values.Length != SizeOf(channels, samples))
        {
            throw new ArgumentException(
                $"{samples} samples do not fit a latent of {values.Length} values: {Channels} channels, a step every {SamplesOfStep} "
                + "samples.", nameof(sound));
        }

        encode(sound, channels, values);
    }

    private static int Positive(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}
