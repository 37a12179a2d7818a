namespace TinyAudioDiffusion;

/// <summary>What a verb of <see cref="IDrumStudio"/> did besides generating: a sound with one cannot be made again from its recipe alone.</summary>
/// <param name="Verb">The verb: "vary", "inpaint", "interpolate", "extend", "loop".</param>
public sealed record EditRecipe(string Verb)
{
    /// <summary>Gets the SHA-256 of the source as the network took it (32-bit little-endian floats), in hexadecimal; null where there is no source.</summary>
    public string? Source { get; init; }

    /// <summary>Gets the strength of a variation, or the position between the ends of an interpolation.</summary>
    public double? Amount { get; init; }

    /// <summary>Gets the seed at the other end of an interpolation between seeds.</summary>
    public ulong? OtherSeed { get; init; }

    /// <summary>Gets whether the reference system's own form of variation was used.</summary>
    public bool Legacy { get; init; }
}
