using System.Collections.Concurrent;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Training.Objective;

/// <summary>
/// Captions as the tokens that a network reads. An embedder may be a large network itself, so what was embedded is kept, up to 64 MB.
/// </summary>
/// <param name="text">What the network reads, with its embedder.</param>
internal sealed class CaptionEmbeddings(TextCondition text)
{
    private const long MostBytes = 64L << 20;

    private readonly ConcurrentDictionary<string, float[]> _kept = new(StringComparer.Ordinal);
    private readonly long _mostKept = MostBytes / (sizeof(float) * (long)text.Size);

    /// <summary>Gets the number of values of a caption, [tokens, features].</summary>
    public int Size => text.Size;

    /// <summary>Gets whether the network has learnt what stands for no text.</summary>
    public bool HasNone => text.HasNone;

    /// <summary>Writes the embedding of a caption; NaN for none.</summary>
    public void Write(string? caption, Span<float> destination)
    {
        if (caption is null)
        {
            destination.Fill(float.NaN);
            return;
        }

        if (!_kept.TryGetValue(caption, out var embedding))
        {
            embedding = text.Embedder!.Embed(caption, text.Tokens, text.Features);
            if (_kept.Count < _mostKept)
                _kept.TryAdd(caption, embedding);
        }

        embedding.CopyTo(destination);
    }
}
