namespace TinyAudioDiffusion.Engine.Weights;

/// <summary>The parameters of a group normalisation (over samples and the channels of a group) or a layer normalisation (over channels at each sample).</summary>
/// <param name="Scale">The factor of each channel, [channels].</param>
/// <param name="Shift">The addend of each channel, [channels].</param>
/// <param name="Groups">The number of groups; a divisor of the number of channels. Layer normalisations have no use for it.</param>
public sealed record NormalizationWeights(Weight Scale, Weight Shift, int Groups = 1)
{
    /// <summary>What is added to a variance before its root, as in the reference.</summary>
    public const float Epsilon = 1e-5f;
}
