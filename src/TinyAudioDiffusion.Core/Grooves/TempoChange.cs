namespace TinyAudioDiffusion.Grooves;

/// <summary>A tempo from one beat on.</summary>
/// <param name="Beat">The beat from which on it counts, in quarter notes, at least 0.</param>
/// <param name="Tempo">The tempo in beats a minute, from 1 to 1000.</param>
public readonly record struct TempoChange(double Beat, double Tempo);
