namespace TinyAudioDiffusion.Engine.Weights;

/// <summary>
/// The parameters of a group normalisation (over the samples and channels of a group) or of a layer normalisation (over the channels at
/// each sample).
/// </summary>
/// <param name="Scale">The factor of each channel, [channels].</param>
/// <param name="Shift">The addend of each channel, [channels].</param>
/// <param name="Groups">The number of groups; it divides the number of channels. Layer normalisations ignore it.</param>
public sealed record NormalizationWeights(Weight Scale, Weight Shift, int Groups = 1)
{
    /// <summary>The number that is added to a variance before its square root, as in the reference.</summary>
    public const float Epsilon = 1e-5f;
}
