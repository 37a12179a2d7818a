namespace TinyAudioDiffusion.Models.UNet;

/// <summary>
/// The shape of a reference U-Net ("UNetV0" of audio-diffusion-pytorch 0.1.3, one-dimensional). The five lists have one entry for
/// each level, outermost first.
/// </summary>
public sealed record UNetConfiguration
{
    /// <summary>Gets the number of channels of the input; audio channels where the transform is raw.</summary>
    public required int InChannels { get; init; }

    /// <summary>Gets the number of channels of the output; null for as many as the input has.</summary>
    public int? OutChannels { get; init; }

    /// <summary>Gets the width of each level; each a multiple of <see cref="ResnetGroups"/>.</summary>
    public required IReadOnlyList<int> Channels { get; init; }

    /// <summary>Gets the factor by which each level lowers the sample rate, at least 1.</summary>
    public required IReadOnlyList<int> Factors { get; init; }

    /// <summary>Gets how many times each level repeats its items on the way down, and again on the way up, at least 1.</summary>
    public required IReadOnlyList<int> Items { get; init; }

    /// <summary>Gets the number of self-attentions in each item list; empty for none anywhere.</summary>
    public IReadOnlyList<int> Attentions { get; init; } = [];

    /// <summary>Gets the number of cross-attentions in each item list; empty for none anywhere.</summary>
    public IReadOnlyList<int> CrossAttentions { get; init; } = [];

    /// <summary>Gets the number of channels that each level is given from outside and injects; empty for none anywhere.</summary>
    public IReadOnlyList<int> ContextChannels { get; init; } = [];

    /// <summary>
    /// Gets 1 for each level whose skip is multiplied by gates that the level computes, one for each channel and place; empty for none
    /// anywhere. The reference has no gates.
    /// </summary>
    public IReadOnlyList<int> GatedSkips { get; init; } = [];

    /// <summary>Gets the number of attention heads; needed where there is attention.</summary>
    public int? AttentionHeads { get; init; }

    /// <summary>Gets the number of features of each attention head; needed where there is attention.</summary>
    public int? AttentionFeatures { get; init; }

    /// <summary>Gets the number of features of each token of the embedding; needed where there is cross-attention.</summary>
    public int? EmbeddingFeatures { get; init; }

    /// <summary>Gets the largest number of tokens of the embedding; needed where there is a null embedding.</summary>
    public int? EmbeddingMaxLength { get; init; }

    /// <summary>Gets a value indicating whether the network has learned a null embedding, which the embedding scale starts from.</summary>
    public bool UseNullEmbedding { get; init; }

    /// <summary>Gets the number of groups of every group normalisation.</summary>
    /// <value>8, as in every published model.</value>
    public int ResnetGroups { get; init; } = 8;

    /// <summary>Gets the number of features that time conditioning and modulation speak in.</summary>
    /// <value>1024, as in every published model.</value>
    public int ModulationFeatures { get; init; } = 1024;

    /// <summary>Gets a value indicating whether items and skips are modulated by features.</summary>
    public bool UseModulation { get; init; } = true;

    /// <summary>Gets a value indicating whether the noise level is embedded into the features.</summary>
    public bool UseTimeConditioning { get; init; } = true;

    /// <summary>Gets the number of levels.</summary>
    public int Levels => Channels.Count;

    /// <summary>Gets the number that the length of the input must be a multiple of: the product of the factors.</summary>
    public int LengthMultiple => Factors.Aggregate(1, (product, factor) => checked(product * factor));

    /// <summary>Tells how many numbers the largest activation has for an input of a length.</summary>
    internal long LargestActivation(long length)
    {
        var largest = 0L;
        for (var level = 0; level < Levels; level++)
        {
            length /= Factors[level];
            largest = Math.Max(largest, length * Channels[level]);
        }

        return largest;
    }
}
