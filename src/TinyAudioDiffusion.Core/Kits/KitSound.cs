namespace TinyAudioDiffusion.Kits;

/// <summary>A sound of a drum in a kit.</summary>
/// <param name="Clip">
/// The sound. Its recipe makes it again; where a model takes no characters, <see cref="Grooves.VelocityFilter"/> makes the softer one of
/// it.
/// </param>
/// <param name="Layer">The velocity layer, 0 for the hardest.</param>
/// <param name="Velocity">The highest velocity that the layer is for, above 0; 1 for the hardest.</param>
/// <param name="RoundRobin">The place among the sounds that take turns, from 0.</param>
public sealed record KitSound(AudioClip Clip, int Layer, double Velocity, int RoundRobin);
