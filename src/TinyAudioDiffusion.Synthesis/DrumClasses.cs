using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Synthesis;

/// <summary>The classes of drums that recordings and the synthesiser are told apart by, with the kind of each and its share there.</summary>
public static class DrumClasses
{
    /// <summary>Gets all classes. Shares are what a drummer or a producer would look for among sounds of the kind, not what any collection holds.</summary>
    public static IReadOnlyList<DrumClass> All { get; } =
    [
        new("kick", DrumKind.Kick, 1),
        new("snare", DrumKind.Snare, 1),
        new("closed-hat", DrumKind.HiHat, 0.5),
        new("pedal-hat", DrumKind.HiHat, 0.14),
        new("open-hat", DrumKind.HiHat, 0.36),
        new("tom", DrumKind.Percussion, 0.2),
        new("conga", DrumKind.Percussion, 0.14),
        new("tabla", DrumKind.Percussion, 0.07),
        new("clap", DrumKind.Percussion, 0.11),
        new("rim", DrumKind.Percussion, 0.1),
        new("block", DrumKind.Percussion, 0.09),
        new("cowbell", DrumKind.Percussion, 0.08),
        new("shaker", DrumKind.Percussion, 0.05),
        new("tambourine", DrumKind.Percussion, 0.03),
        new("bell", DrumKind.Percussion, 0.03),
        new("blip", DrumKind.Percussion, 0.05),
        new("ride", DrumKind.Percussion, 0.03),
        new("crash", DrumKind.Percussion, 0.02),
    ];
}
