using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Models.Text;

/// <summary>
/// A text embedder that needs no model: each word is a token of standard normal numbers that follow from its letters alone, as a fixed
/// random projection of words. Words that mean the same are as far apart as any others, and their order does not count: what words mean, a
/// network learns from its own sounds.
/// </summary>
public sealed partial class WordsTextEmbedder : ITextEmbedder
{
    /// <inheritdoc/>
    public string Name => TextEmbedderNames.Words;

    /// <inheritdoc/>
    public float[] Embed(string text, int tokens, int features, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        var embedding = new float[checked(tokens * features)];
        foreach (var (index, word) in Words().Matches(text.ToLowerInvariant()).Take(tokens).Index())
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(word.Value));
            new NoiseStream(BinaryPrimitives.ReadUInt64LittleEndian(hash)).Fill(embedding.AsSpan(index * features, features), 1, draw: 0);
        }

        return embedding;
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}
