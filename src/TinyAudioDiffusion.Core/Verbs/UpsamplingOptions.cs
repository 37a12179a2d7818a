namespace TinyAudioDiffusion;

/// <summary>The options of an upsampling.</summary>
public sealed record UpsamplingOptions
{
    /// <summary>
    /// Gets whether the band that the source has stays as it is, and only what lies above is the model's. False gives what the network
    /// makes, as the reference does.
    /// </summary>
    /// <value>True.</value>
    public bool KeepsSource { get; init; } = true;

    /// <summary>Gets the number of results, at least 1; each has a seed of its own.</summary>
    /// <value>1.</value>
    public int Count { get; init; } = 1;
}
