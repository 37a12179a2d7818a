namespace TinyAudioDiffusion.Grooves;

/// <summary>A hit at its frame.</summary>
/// <param name="Frame">The frame at which the sound begins.</param>
/// <param name="Part">The index of the part in <see cref="GrooveScore.Parts"/>.</param>
/// <param name="Gain">The factor of the samples: velocity, level of the part and of all.</param>
/// <param name="Smoothing">The share of each new sample in the low-pass of the velocity layer; 1 for none.</param>
internal readonly record struct TimedHit(long Frame, int Part, float Gain, float Smoothing);
