namespace TinyAudioDiffusion.Diffusion;

/// <summary>One network call of an <see cref="IDiffusionModel"/>.</summary>
public readonly ref struct VelocityRequest
{
    /// <summary>Gets the noisy waveforms, [batch, channels, samples], row major; full scale is [-1, 1] before noise.</summary>
    public required ReadOnlySpan<float> Noisy { get; init; }

    /// <summary>Gets one noise level for each item, [batch], from 0 (clean) to 1 (only noise).</summary>
    public required ReadOnlySpan<float> NoiseLevels { get; init; }

    /// <summary>
    /// Gets a noise level for each split of each item, [batch, splits], for a model that takes them
    /// (<see cref="DiffusionModelInfo.Splits"/>); a split is an equal part of the samples. <see cref="NoiseLevels"/> then holds the highest
    /// one of each item. Empty where one noise level holds for all of an item.
    /// </summary>
    public ReadOnlySpan<float> SplitLevels { get; init; }

    /// <summary>Gets the number of samples of each channel; a multiple of <see cref="DiffusionModelInfo.LengthMultiple"/>.</summary>
    public required int Samples { get; init; }

    /// <summary>The class index of an item that is a blend of classes, as <see cref="ClassShares"/> says.</summary>
    public const int BlendedClass = -2;

    /// <summary>
    /// Gets one class index for each item, [batch], into <see cref="DiffusionModelInfo.Classes"/>; -1 stands for "no class", and
    /// <see cref="BlendedClass"/> for a blend. Empty for a model without classes, and for no class at all.
    /// </summary>
    public ReadOnlySpan<int> Classes { get; init; }

    /// <summary>
    /// Gets the share of each class in the items of <see cref="BlendedClass"/>, one for each of <see cref="DiffusionModelInfo.Classes"/>,
    /// with a sum of 1. Empty where no item is a blend.
    /// </summary>
    public ReadOnlySpan<float> ClassShares { get; init; }

    /// <summary>
    /// Gets the character of each item, [batch, coordinates of <see cref="DiffusionModelInfo.Character"/>]; NaN in an item's first
    /// coordinate stands for "none".
    /// Empty for a model that takes none, and for none at all.
    /// </summary>
    public ReadOnlySpan<float> Characters { get; init; }

    /// <summary>
    /// Gets what the model hears of each item, [batch, values of <see cref="DiffusionModelInfo.Condition"/>]. Empty for a model that makes
    /// sounds from noise alone.
    /// </summary>
    public ReadOnlySpan<float> Conditions { get; init; }

    /// <summary>
    /// Gets the embedded text of each item, [batch, tokens, features of <see cref="DiffusionModelInfo.Text"/>]; NaN in an item's first
    /// value stands for "no text". Empty for a model that reads none, and for no text at all.
    /// </summary>
    public ReadOnlySpan<float> Texts { get; init; }

    /// <summary>Gets the number of items.</summary>
    public int Batch => NoiseLevels.Length;
}
