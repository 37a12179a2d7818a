namespace TinyAudioDiffusion.Diffusion;

/// <summary>Facts about a diffusion model: its audio, its classes, the lengths that it takes.</summary>
public sealed record DiffusionModelInfo
{
    /// <summary>Gets the name to show to a person; a path or a card's id.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the sample rate in Hz.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Gets the number of audio channels.</summary>
    public required int Channels { get; init; }

    /// <summary>Gets the length that the model was trained on, in samples of each channel.</summary>
    public required int NativeLength { get; init; }

    /// <summary>Gets the number that every length must be a multiple of: the product of the network's downsampling factors.</summary>
    public required int LengthMultiple { get; init; }

    /// <summary>Gets the class labels in the order of their indices; empty for a model without classes.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>
    /// Gets which kind each class belongs to, and how often it is drawn there; empty for a model whose classes are kinds.
    /// </summary>
    public IReadOnlyList<DrumClass> DrumClasses { get; init; } = [];

    /// <summary>Gets the characters that the model can be told; null for a model that takes none.</summary>
    public CharacterModel? Character { get; init; }

    /// <summary>Gets how the model is sampled from where it is a student; null for a model that takes any noise level.</summary>
    public StudentSampling? Student { get; init; }

    /// <summary>
    /// Gets what the model hears beside noise; null for a model that makes sounds from noise alone. Every call of a model that hears
    /// something gives it, see <see cref="VelocityRequest.Conditions"/>.
    /// </summary>
    public SoundCondition? Condition { get; init; }

    /// <summary>Gets what the model is told in words; null for a model that reads no text.</summary>
    public TextCondition? Text { get; init; }

    /// <summary>
    /// Gets how many equal parts of the native length may have noise levels of their own, as autoregressive models have it: an even number.
    /// Null for a model that takes one noise level for a whole sound.
    /// </summary>
    public int? Splits { get; init; }

    /// <summary>Gets the number of trained parameters; 0 where unknown.</summary>
    public long ParameterCount { get; init; }

    /// <summary>Rounds a length up to one that the model takes.</summary>
    /// <param name="samples">A positive number of samples.</param>
    /// <returns>The smallest multiple of <see cref="LengthMultiple"/> that is at least <paramref name="samples"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="samples"/> is not positive, or there is no such multiple in 32 bits.
    /// </exception>
    public int RoundUpLength(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        var rounded = ((long)samples + LengthMultiple - 1) / LengthMultiple * LengthMultiple;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rounded, int.MaxValue, nameof(samples));
        return (int)rounded;
    }
}
