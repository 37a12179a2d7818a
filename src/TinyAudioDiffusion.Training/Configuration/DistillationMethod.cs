namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>What a student learns from its teacher's paths from noise to sound.</summary>
public enum DistillationMethod
{
    /// <summary>
    /// The states on the path: each step of the student, from its own state, is pulled to the teacher's state there (Zhou et al., "Simple
    /// and Fast Distillation of Diffusion Models", 2024).
    /// </summary>
    Trajectory,

    /// <summary>
    /// The two ends alone: the student learns the straight way from each noise to its sound (Liu, Gong and Liu, "Flow Straight and Fast",
    /// 2023).
    /// </summary>
    Reflow,
}
