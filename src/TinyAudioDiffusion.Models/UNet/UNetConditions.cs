using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>What every level of a U-Net may look at beside its input.</summary>
/// <param name="Features">Features of noise level and conditions, [batch, modulation features]; null without modulation.</param>
/// <param name="Embedding">Tokens for cross-attention, [batch, embedding features, tokens]; null without.</param>
/// <param name="Context">Channels to inject, one tensor for each level that takes any, [batch, context channels, samples of the level].</param>
internal readonly record struct UNetConditions(Tensor? Features, Tensor? Embedding, IReadOnlyList<Tensor?> Context);
