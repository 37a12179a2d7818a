namespace TinyAudioDiffusion;

/// <summary>Work of a verb besides generating, in enough detail to do it again (<c>IDrumStudio.RemakeAsync</c>).</summary>
/// <param name="Verb">The verb: "vary", "inpaint", "interpolate", "from-noise", "extend", "loop", "upsample", "vocode", "morph",
/// "decode".</param>
public sealed record SoundEdit(string Verb)
{
    /// <summary>
    /// Gets the SHA-256, in hexadecimal, of the source as the network took it: 32-bit little-endian floats; of two sources, one after the
    /// other. The recipe does not hold the source itself.
    /// </summary>
    /// <value>Null where there is no source.</value>
    public string? Source { get; init; }

    /// <summary>
    /// Gets the strength of a variation, the position between the ends of an interpolation or a morph, or the overlap of an extension.
    /// </summary>
    public double? Amount { get; init; }

    /// <summary>Gets the seed at the other end of an interpolation between seeds.</summary>
    public ulong? OtherSeed { get; init; }

    /// <summary>
    /// Gets whether the variation had the reference system's own form, or the upsampled sound is the network's alone, as the reference's.
    /// </summary>
    public bool Legacy { get; init; }

    /// <summary>Gets the regions that were made anew, as <c>SoundRegion</c> writes them, with commas between.</summary>
    public string? Regions { get; init; }

    /// <summary>Gets how often an inpainting or an extension visited each noise level.</summary>
    public int? Resamples { get; init; }

    /// <summary>Gets how often an inversion refined each step.</summary>
    public int? Refinements { get; init; }
}
