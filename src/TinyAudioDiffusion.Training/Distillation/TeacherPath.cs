namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>A path of the teacher from noise to sound.</summary>
/// <param name="Start">Its start.</param>
/// <param name="States">
/// The states at the student's noise levels after the first, as the network sees them, [calls, channels, samples]; the last one is the
/// sound.
/// </param>
internal sealed record TeacherPath(PathStart Start, Half[] States);
