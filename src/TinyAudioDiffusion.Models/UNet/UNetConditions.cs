using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>The inputs of every level of a U-Net beside its tensor.</summary>
internal readonly struct UNetConditions
{
    /// <summary>
    /// Gets features of noise level and conditions, [batch, modulation features]; null where rows stand for them, and without modulation.
    /// </summary>
    public Tensor? Features { get; init; }

    /// <summary>
    /// Gets each item's row of the <see cref="ModulationTable"/>; empty where features stand for them, and without modulation.
    /// </summary>
    public ReadOnlyMemory<float[]> ModulationRows { get; init; }

    /// <summary>Gets tokens for cross-attention, [batch, embedding features, tokens]; null without.</summary>
    public Tensor? Embedding { get; init; }

    /// <summary>
    /// Gets channels to inject, one tensor for each level that takes any, [batch, context channels, samples of the level].
    /// </summary>
    public IReadOnlyList<Tensor?> Context { get; init; }

    /// <summary>Gives the same conditions with another embedding.</summary>
    public UNetConditions With(Tensor embedding)
        => new() { Features = Features, ModulationRows = ModulationRows, Embedding = embedding, Context = Context };
}
