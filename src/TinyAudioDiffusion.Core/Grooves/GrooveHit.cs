namespace TinyAudioDiffusion.Grooves;

/// <summary>One hit of a groove.</summary>
/// <param name="Beat">When, in quarter notes from the groove's start, at least 0, as written: without swing.</param>
/// <param name="Part">What is hit.</param>
/// <param name="Velocity">How hard, above 0 and at most 1; of MIDI, the velocity / 127.</param>
public readonly record struct GrooveHit(double Beat, DrumPart Part, float Velocity);
