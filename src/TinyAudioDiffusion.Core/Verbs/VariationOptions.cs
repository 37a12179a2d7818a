namespace TinyAudioDiffusion;

/// <summary>The options of a variation.</summary>
public sealed record VariationOptions
{
    /// <summary>
    /// Gets how far to go from the source, from 0 (the source itself) to 1 (nothing of it is left): the noise level at which sampling
    /// starts. Sampling leaves out the levels of the schedule above it, so a weak variation is cheaper. With <see cref="Legacy"/>, the
    /// amplitude of the added noise.
    /// </summary>
    /// <value>0.5.</value>
    public double Strength { get; init; } = 0.5;

    /// <summary>Gets the number of variations, at least 1; each has a seed of its own.</summary>
    /// <value>1.</value>
    public int Count { get; init; } = 1;

    /// <summary>
    /// Gets whether to vary in the form of the reference system's "style transfer", which takes source + strength * noise for the noise of
    /// a whole run.
    /// </summary>
    /// <value>False.</value>
    public bool Legacy { get; init; }
}
