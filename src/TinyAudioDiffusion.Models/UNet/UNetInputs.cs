using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>The inputs of one pass of a <see cref="ReferenceUNet"/>. Tensors stay their owner's.</summary>
internal readonly ref struct UNetInputs
{
    /// <summary>Gets the noisy waveforms as the transform encoded them, [batch, network channels, network samples].</summary>
    public required Tensor Encoded { get; init; }

    /// <summary>Gets one noise level for each item, [batch]; empty without time conditioning.</summary>
    public required ReadOnlySpan<float> NoiseLevels { get; init; }

    /// <summary>Gets features that are added to those of the noise level, [batch, modulation features]; null for none.</summary>
    public required Tensor? Features { get; init; }

    /// <summary>Gets a table whose rows replace <see cref="Features"/>, [rows, modulation features]; null for none.</summary>
    public required Weight? FeatureTable { get; init; }

    /// <summary>Gets each item's row of the table, [batch].</summary>
    public required ReadOnlySpan<int> FeatureRows { get; init; }

    /// <summary>Gets the tokens that cross-attention reads, [batch, embedding features, tokens]; null for none.</summary>
    public required Tensor? Embedding { get; init; }

    /// <summary>
    /// Gets the embedding scale: 0 gives the output for the null embedding, 1 that for the embedding, more goes beyond it.
    /// </summary>
    public required float EmbeddingScale { get; init; }

    /// <summary>
    /// Gets the context channels by level, [batch, context channels, samples of the level]; null where a level takes none.
    /// </summary>
    public required IReadOnlyList<Tensor?> Context { get; init; }

    /// <summary>Gives the same conditions for another network, which reads no text, with its own input and context.</summary>
    public UNetInputs Of(Tensor encoded, IReadOnlyList<Tensor?> context) => new()
    {
        Encoded = encoded,
        NoiseLevels = NoiseLevels,
        Features = Features,
        FeatureTable = FeatureTable,
        FeatureRows = FeatureRows,
        Embedding = null,
        EmbeddingScale = 1f,
        Context = context,
    };
}
