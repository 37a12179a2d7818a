namespace TinyAudioDiffusion.Training.Objective;

/// <summary>The distribution of the noise levels of a step over [0, 1].</summary>
public enum NoiseLevelDistribution
{
    /// <summary>Every noise level is drawn by itself, as in the reference.</summary>
    Uniform,

    /// <summary>
    /// One from each of as many equal parts as the step has sounds: each sound's is uniform, and the step's loss is less noisy.
    /// </summary>
    Stratified,
}
