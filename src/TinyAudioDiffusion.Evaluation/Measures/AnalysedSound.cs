namespace TinyAudioDiffusion.Evaluation.Measures;

/// <summary>A sound as the evaluation sees it.</summary>
/// <param name="Name">What a person calls it: a file's path below its folder.</param>
/// <param name="Label">What it should be: kick, snare.</param>
/// <param name="Path">The WAV file; null for a sound that is nowhere on disk.</param>
/// <param name="Measures">What was measured.</param>
/// <param name="Embedding">Where it lies among other sounds, see <see cref="SoundEmbedding"/>.</param>
public sealed record AnalysedSound(string Name, string Label, string? Path, SoundMeasures Measures, IReadOnlyList<float> Embedding)
{
    private readonly float[] _embedding = [.. Embedding];

    /// <summary>Gets the embedding as a span.</summary>
    internal ReadOnlySpan<float> Point => _embedding;

    /// <summary>Analyses a sound.</summary>
    /// <param name="name">What a person calls it.</param>
    /// <param name="label">What it should be.</param>
    /// <param name="path">The WAV file; null for a sound that is nowhere on disk.</param>
    /// <param name="clip">The sound.</param>
    /// <returns>The analysis.</returns>
    /// <exception cref="UnusableSoundException">The sound is empty or not finite.</exception>
    public static AnalysedSound Of(string name, string label, string? path, AudioClip clip)
        => new(name, label, path, SoundMeasures.Of(clip), SoundEmbedding.Of(clip));
}
