namespace TinyAudioDiffusion.Diffusion;

/// <summary>What a model is told in words: the shape of the embedding that its network reads, and what embeds a text for it.</summary>
/// <param name="Tokens">The number of tokens of an embedding.</param>
/// <param name="Features">The number of features of each token.</param>
/// <param name="HasNone">
/// Whether the network has learnt what stands for "no text", so that it makes sounds without one, and guidance can lead away from there.
/// </param>
/// <param name="Embedder">What embeds texts as in the network's training; null where the model's files name nothing that is here.</param>
public sealed record TextCondition(int Tokens, int Features, bool HasNone, ITextEmbedder? Embedder)
{
    /// <summary>Gets the number of values of one embedding.</summary>
    public int Size => checked(Tokens * Features);
}
