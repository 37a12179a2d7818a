namespace TinyAudioDiffusion.Grooves;

/// <summary>A part of a drum kit that a groove hits, such as the closed hi-hat.</summary>
/// <param name="Name">The name, as a text grid writes it: "kick", "closed-hat".</param>
/// <param name="Kind">The kind of drum whose model makes its sound.</param>
public sealed record DrumPart(string Name, DrumKind Kind)
{
    /// <summary>Gets the class that a model is asked for, where it knows that class; other models make any sound of the kind.</summary>
    /// <value>Null: any class of the kind.</value>
    public string? Class { get; init; }

    /// <summary>
    /// Gets the number that tells parts of one kind apart: the part's sound has the kit's seed plus this number. Parts with equal numbers
    /// share a sound.
    /// </summary>
    public int Variant { get; init; }

    /// <summary>Gets the level in decibels beside the kick's.</summary>
    public double Level { get; init; }

    /// <summary>Gets the group of parts of which one sounds at a time: a closed hi-hat ends the open one.</summary>
    /// <value>Null: in no group.</value>
    public string? ChokeGroup { get; init; }

    /// <summary>Gets the longest time that the part rings, for models that do not tell its class apart from longer ones.</summary>
    /// <value>Null: to the end of its sound.</value>
    public TimeSpan? LongestRing { get; init; }
}
