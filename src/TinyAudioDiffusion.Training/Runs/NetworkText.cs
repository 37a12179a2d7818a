using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>The text that a network in training reads.</summary>
internal static class NetworkText
{
    /// <summary>Tells the shape of a network's text, with its embedder; null for a network that reads none.</summary>
    public static TextCondition? Of(DiffusionNetwork network, ITextEmbedder? embedder)
        => network.Text is var (tokens, features, hasNone) ? new TextCondition(tokens, features, hasNone, embedder) : null;
}
