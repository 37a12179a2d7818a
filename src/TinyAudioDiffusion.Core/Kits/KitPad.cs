using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Kits;

/// <summary>A drum of a kit with its sounds.</summary>
/// <param name="Part">The drum.</param>
/// <param name="Sounds">Its sounds: the hardest layer first, and in each layer the drum's own sound first.</param>
public sealed record KitPad(DrumPart Part, IReadOnlyList<KitSound> Sounds);
