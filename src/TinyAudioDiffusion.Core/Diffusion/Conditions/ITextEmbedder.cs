namespace TinyAudioDiffusion.Diffusion;

/// <summary>Turns text into the tokens that a network with cross-attention reads.</summary>
/// <remarks>
/// Implementations are safe to use from several threads at once, and give the same numbers for the same text. Register one under a name
/// that model files may use: <c>AddTextEmbedder</c>.
/// </remarks>
public interface ITextEmbedder : INamed
{
    /// <summary>Embeds a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">The number of tokens to give: a longer text is cut, a shorter one filled up.</param>
    /// <param name="features">The number of features of each token that the network takes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The embedding, [tokens, features], row major; every value is finite.</returns>
    /// <exception cref="ArgumentException">The embedder's tokens have another number of features.</exception>
    /// <exception cref="ModelNotFoundException">The embedder's own model is not there.</exception>
    /// <exception cref="ModelFormatException">The embedder's own model cannot be read.</exception>
    float[] Embed(string text, int tokens, int features, CancellationToken cancellationToken = default);
}
