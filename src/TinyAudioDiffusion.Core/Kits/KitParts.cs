using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Kits;

/// <summary>The drums that a kit has where nobody names them.</summary>
public static class KitParts
{
    /// <summary>Gets the drums of most kits, by their names in <see cref="GeneralMidiDrums"/>.</summary>
    public static IReadOnlyList<DrumPart> Standard { get; } =
    [
        .. ((string[])["kick", "snare", "rim", "clap", "closed-hat", "open-hat", "low-tom", "high-tom", "cowbell", "crash", "ride"])
            .Select(name => GeneralMidiDrums.Find(name)!),
    ];

    /// <summary>Gets one drum for each kind, called like it.</summary>
    public static IReadOnlyList<DrumPart> OfEachKind { get; } =
        [.. Enum.GetValues<DrumKind>().Select(kind => new DrumPart(kind.Name, kind))];

    /// <summary>Chooses what a model can make: the standard drums whose classes it knows, or else one of each kind.</summary>
    internal static IReadOnlyList<DrumPart> For(DiffusionModelInfo info)
    {
        List<DrumPart> known = [.. Standard.Where(part => ClassLabels.Knows(info, part.Class!))];
        return known.Select(part => part.Class).Distinct().Count() > Enum.GetValues<DrumKind>().Length ? known : OfEachKind;
    }
}
