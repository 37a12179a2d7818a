namespace TinyAudioDiffusion;

/// <summary>
/// The origin of a sound, as its maker tells it. Sound files carry it along, in the places that their format has for it.
/// </summary>
/// <remarks>
/// Immutable. Nothing in it may depend on the time or the machine, so that equal sounds give equal files. A sound of a diffusion model has
/// a <c>GenerationProvenance</c>; another maker of sounds derives a type of its own.
/// </remarks>
public abstract record AudioProvenance
{
    /// <summary>Gets the name and the version of the program that made the sound.</summary>
    public abstract string Software { get; }

    /// <summary>Gets one sentence for people: what made the sound.</summary>
    public abstract string Comment { get; }

    /// <summary>Gets the licence of the sound, or of the model that made it; null where unknown.</summary>
    public abstract string? Licence { get; }

    /// <summary>Writes everything that programs need to know, as a JSON object.</summary>
    /// <returns>The object in UTF-8, at most 1 MiB.</returns>
    public abstract byte[] ToJson();
}
