using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Kits;

/// <summary>A drum in the list of a kit's sounds.</summary>
public sealed record KitManifestDrum
{
    /// <summary>Gets the name of the drum.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the kind of drum.</summary>
    public required DrumKind Kind { get; init; }

    /// <summary>Gets the class that a model is asked for; null for any of the kind.</summary>
    public string? Class { get; init; }

    /// <summary>Gets the number that tells drums of one kind apart.</summary>
    public int Variant { get; init; }

    /// <summary>Gets the level in decibels beside the kick's, which samplers add.</summary>
    public double Level { get; init; }

    /// <summary>Gets the group of drums of which one sounds at a time; null for none.</summary>
    public string? ChokeGroup { get; init; }

    /// <summary>Gets the MIDI note that plays the drum.</summary>
    public required int Key { get; init; }

    /// <summary>Gets the sounds, the hardest layer first.</summary>
    public required IReadOnlyList<KitManifestSound> Sounds { get; init; }

    /// <summary>Makes the drum as the studio takes it.</summary>
    /// <returns>The drum.</returns>
    public DrumPart ToPart() => GeneralMidiDrums.Find(Name) is { } known && Of(known) == Of(new DrumPart(Name, Kind)
    {
        Class = Class,
        Variant = Variant,
        Level = Level,
        ChokeGroup = ChokeGroup,
    })
        ? known
        : new DrumPart(Name, Kind) { Class = Class, Variant = Variant, Level = Level, ChokeGroup = ChokeGroup };

    internal static KitManifestDrum Of(KitDrum drum) => new()
    {
        Name = drum.Part.Name,
        Kind = drum.Part.Kind,
        Class = drum.Part.Class,
        Variant = drum.Part.Variant,
        Level = drum.Part.Level,
        ChokeGroup = drum.Part.ChokeGroup,
        Key = drum.Key,
        Sounds = [.. drum.Samples.Select(KitManifestSound.Of)],
    };

    private static (string, DrumKind, string?, int, double, string?) Of(DrumPart part)
        => (part.Name, part.Kind, part.Class, part.Variant, part.Level, part.ChokeGroup);
}
