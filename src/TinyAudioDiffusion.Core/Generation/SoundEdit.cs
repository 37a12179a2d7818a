namespace TinyAudioDiffusion;

/// <summary>What a verb of <see cref="IDrumStudio"/> did besides generating. <see cref="IDrumStudio.RemakeAsync"/> does it again.</summary>
/// <param name="Verb">The verb: "vary", "inpaint", "interpolate", "from-noise", "extend", "loop".</param>
public sealed record SoundEdit(string Verb)
{
    /// <summary>
    /// Gets the SHA-256 of the source as the network took it (32-bit little-endian floats; of two sources, one after the other), in hexadecimal. The source itself is
    /// not in the recipe.
    /// </summary>
    /// <value>Null where there is no source.</value>
    public string? Source { get; init; }

    /// <summary>Gets the strength of a variation, the position between the ends of an interpolation, or the overlap of an extension.</summary>
    public double? Amount { get; init; }

    /// <summary>Gets the seed at the other end of an interpolation between seeds.</summary>
    public ulong? OtherSeed { get; init; }

    /// <summary>Gets whether the reference system's own form of variation was used.</summary>
    public bool Legacy { get; init; }

    /// <summary>Gets the regions that were made anew, as <see cref="SoundRegion.ToString"/> writes them, with commas between.</summary>
    public string? Regions { get; init; }

    /// <summary>Gets how often each noise level was visited by an inpainting or an extension.</summary>
    public int? Resamples { get; init; }

    /// <summary>Gets how often each step of an inversion was refined.</summary>
    public int? Refinements { get; init; }
}
