namespace TinyAudioDiffusion;

/// <summary>The options of inpainting: which parts of a sound to make anew.</summary>
public sealed record InpaintingOptions
{
    /// <summary>Gets the parts to make anew, at least one. Everything else is kept bit for bit.</summary>
    public required IReadOnlyList<SoundRegion> Regions { get; init; }

    /// <summary>Gets how often each noise level is visited, from 1 to 100, so that old and new fit together; multiplies the work.</summary>
    /// <value>4.</value>
    public int Resamples { get; init; } = 4;

    /// <summary>Gets the number of results, at least 1; each has a seed of its own.</summary>
    /// <value>1.</value>
    public int Count { get; init; } = 1;
}
