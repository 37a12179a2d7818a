using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>The inputs of one pass of a <see cref="ReferenceUNet"/>. Tensors stay their owner's.</summary>
public readonly ref struct UNetInputs
{
    /// <summary>Gets the noisy input, [batch, channels, samples].</summary>
    public required Tensor X { get; init; }

    /// <summary>Gets one noise level for each item, [batch]; empty without time conditioning.</summary>
    public ReadOnlySpan<float> NoiseLevels { get; init; }

    /// <summary>Gets features that are added to those of the noise level, [batch, modulation features]; null for none.</summary>
    public Tensor? Features { get; init; }

    /// <summary>Gets a table whose rows are features that stand in place of <see cref="Features"/>, [rows, modulation features]; null for none.</summary>
    internal Weight? FeatureTable { get; init; }

    /// <summary>Gets each item's row of the table, [batch].</summary>
    internal ReadOnlySpan<int> FeatureRows { get; init; }

    /// <summary>Gets the tokens that cross-attention reads, [batch, embedding features, tokens]; null for none.</summary>
    public Tensor? Embedding { get; init; }

    /// <summary>Gets how far classifier-free guidance goes from the null embedding towards the embedding; 1 is the embedding alone.</summary>
    public float EmbeddingScale { get; init; } = 1f;

    /// <summary>Gets the channels to inject, by level; null where a level takes none.</summary>
    public IReadOnlyList<Tensor?> Context { get; init; } = [];

    /// <summary>Initializes the inputs.</summary>
    public UNetInputs()
    {
    }
}
