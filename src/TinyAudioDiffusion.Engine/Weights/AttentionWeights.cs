namespace TinyAudioDiffusion.Engine.Weights;

/// <summary>The parameters of multi-head attention.</summary>
/// <param name="Norm">The layer normalisation before the query projection, [channels].</param>
/// <param name="ContextNorm">The layer normalisation before the key and value projection, [channels] or [context features].</param>
/// <param name="Query">The projection to queries, [heads * features, channels].</param>
/// <param name="KeyValue">
/// The projection to keys (first half) and values (second half), [2 * heads * features, channels or context features].
/// </param>
/// <param name="Output">The projection back, [channels, heads * features].</param>
/// <param name="Heads">The number of heads.</param>
public sealed record AttentionWeights(
    NormalizationWeights Norm,
    NormalizationWeights ContextNorm,
    Weight Query,
    Weight KeyValue,
    Weight Output,
    int Heads);
