using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>The inputs of one pass of a <see cref="DiffusionNetwork"/>. Tensors stay their owner's.</summary>
public readonly ref struct NetworkInputs
{
    /// <summary>Initializes a new instance.</summary>
    public NetworkInputs()
    {
    }

    /// <summary>Gets the noisy waveforms, [batch, audio channels, samples].</summary>
    public required Tensor Waveforms { get; init; }

    /// <summary>Gets one noise level for each item, [batch]; empty for a network that needs none.</summary>
    public ReadOnlySpan<float> NoiseLevels { get; init; }

    /// <summary>
    /// Gets a noise level for each split of each item, [batch, splits], for an autoregressive network; empty where those of the items hold
    /// throughout.
    /// </summary>
    public ReadOnlySpan<float> SplitLevels { get; init; }

    /// <summary>Gets features that are added to those of the noise level, [batch, modulation features]; null for none.</summary>
    public Tensor? Features { get; init; }

    /// <summary>Gets the tokens that cross-attention reads, [batch, embedding features, tokens]; null for none.</summary>
    public Tensor? Embedding { get; init; }

    /// <summary>
    /// Gets the embedding scale: 0 gives the output for the null embedding, 1 that for the embedding, more goes beyond it.
    /// </summary>
    /// <value>1.</value>
    public float EmbeddingScale { get; init; } = 1f;

    /// <summary>
    /// Gets the context channels by level, [batch, context channels, samples of the level]; null where a level takes none.
    /// </summary>
    public IReadOnlyList<Tensor?> Context { get; init; } = [];

    /// <summary>
    /// Gets what a network with a condition hears of each sound: for an upsampler [batch, audio channels, samples], for a vocoder [batch,
    /// bands, frames], for an autoencoder what its encoder takes; null for a network without.
    /// </summary>
    public Tensor? Heard { get; init; }

    /// <summary>
    /// Gets the latents that an autoencoder hears instead of <see cref="Heard"/>, [batch, latent channels, steps]; null to encode.
    /// </summary>
    internal Tensor? Latent { get; init; }
}
