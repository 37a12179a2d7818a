namespace TinyAudioDiffusion.Diffusion;

/// <summary>A class of a model that is one of several of its kind: a clap among percussion, an open hat among hats.</summary>
/// <param name="Name">The class's label.</param>
/// <param name="Kind">The kind that it belongs to.</param>
/// <param name="Share">How often it is drawn among the classes of its kind, from 0 to 1.</param>
public sealed record DrumClass(string Name, DrumKind Kind, double Share);
