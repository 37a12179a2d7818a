using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Kits;

/// <summary>A drum of a kit that is laid out.</summary>
/// <param name="Part">The drum.</param>
/// <param name="Key">The MIDI note that plays it, after General MIDI where General MIDI knows the drum.</param>
/// <param name="Samples">Its sounds, the hardest layer first.</param>
public sealed record KitDrum(DrumPart Part, int Key, IReadOnlyList<KitSample> Samples);
