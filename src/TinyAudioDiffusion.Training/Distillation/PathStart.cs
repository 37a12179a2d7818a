using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>The start of a path: everything that decides a sound of the teacher.</summary>
/// <param name="Noise">The noise; its seed draws the character as well.</param>
/// <param name="Class">The class; -1 for a teacher without.</param>
internal readonly record struct PathStart(NoiseStream Noise, int Class);
