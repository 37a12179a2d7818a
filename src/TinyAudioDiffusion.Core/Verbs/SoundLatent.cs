using System.Numerics.Tensors;

namespace TinyAudioDiffusion;

/// <summary>The latent of a sound: what an autoencoder needs to make it, a fraction of its samples. Immutable.</summary>
public sealed class SoundLatent
{
    private readonly float[] _values;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="values">The values, [channels, steps].</param>
    /// <param name="channels">The number of the latent's channels, at least 1.</param>
    /// <param name="length">The length of the sound in samples at the model's rate, at least 1.</param>
    /// <exception cref="ArgumentException">The values do not divide into channels, or are not finite numbers.</exception>
    public SoundLatent(ReadOnlySpan<float> values, int channels, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (values.IsEmpty || values.Length % channels != 0)
            throw new ArgumentException($"{values.Length} values do not divide into {channels} channels.", nameof(values));
        if (!TensorPrimitives.IsFiniteAll(values))
            throw new ArgumentException("The latent has values that are not finite numbers.", nameof(values));
        (_values, Channels, Length) = (values.ToArray(), channels, length);
    }

    /// <summary>Gets the values, [channels, steps].</summary>
    public ReadOnlyMemory<float> Values => _values;

    /// <summary>Gets the number of channels.</summary>
    public int Channels { get; }

    /// <summary>Gets the number of steps.</summary>
    public int Steps => _values.Length / Channels;

    /// <summary>Gets the length of the sound in samples at the model's rate.</summary>
    public int Length { get; }

    /// <summary>Goes from this latent towards another one, on a straight line.</summary>
    /// <param name="other">The latent of another sound, by the same model, of the same number of steps.</param>
    /// <param name="amount">How far: 0 stays here, 1 is the other one; beyond both the line goes on.</param>
    /// <returns>The latent there, with the length of the nearer end.</returns>
    /// <exception cref="ArgumentException">The latents differ in channels or steps, or the amount is not finite.</exception>
    public SoundLatent Towards(SoundLatent other, double amount)
    {
        ArgumentNullException.ThrowIfNull(other);
        if ((Channels, Steps) != (other.Channels, other.Steps))
        {
            throw new ArgumentException(
                $"One latent is {Channels} x {Steps} and the other one {other.Channels} x {other.Steps}; encode both sounds at one length.",
                nameof(other));
        }

        if (!double.IsFinite(amount))
            throw new ArgumentException($"The amount is {amount}; it must be a finite number.", nameof(amount));
        var values = new float[_values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(((1 - amount) * _values[i]) + (amount * other._values[i]));
        return new SoundLatent(values, Channels, amount < 0.5 ? Length : other.Length);
    }
}
