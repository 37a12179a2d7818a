namespace TinyAudioDiffusion.Evaluation.Measures;

/// <summary>A sound with its measures and its embedding.</summary>
/// <param name="Name">The name for messages: a file's path below its folder.</param>
/// <param name="Label">The kind that it should be: kick, snare.</param>
/// <param name="Path">The WAV file; null for a sound that is nowhere on disk.</param>
/// <param name="Measures">The measures.</param>
/// <param name="Embedding">Its place among other sounds, see <see cref="SoundEmbedding"/>.</param>
public sealed record AnalysedSound(string Name, string Label, string? Path, SoundMeasures Measures, IReadOnlyList<float> Embedding)
{
    private readonly float[] _embedding = [.. Embedding];

    /// <summary>Gets the embedding as a span.</summary>
    internal ReadOnlySpan<float> Point => _embedding;

    /// <summary>Analyses a sound.</summary>
    /// <param name="name">The name for messages.</param>
    /// <param name="label">The kind that it should be.</param>
    /// <param name="path">The WAV file; null for a sound that is nowhere on disk.</param>
    /// <param name="clip">The sound.</param>
    /// <returns>The analysis.</returns>
    /// <exception cref="UnusableSoundException">The sound is empty or not finite.</exception>
    public static AnalysedSound Of(string name, string label, string? path, AudioClip clip)
        => new(name, label, path, SoundMeasures.Of(clip), SoundEmbedding.Of(clip));
}
