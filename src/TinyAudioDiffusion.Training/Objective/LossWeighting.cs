namespace TinyAudioDiffusion.Training.Objective;

/// <summary>The weights of the noise levels in the loss.</summary>
public enum LossWeighting
{
    /// <summary>All weights are 1: the mean squared error of the velocity, as in the reference.</summary>
    Uniform,

    /// <summary>
    /// min(SNR, gamma) / (SNR + 1) (Hang et al., "Efficient Diffusion Training via Min-SNR Weighting Strategy", 2023, for a predicted
    /// velocity), SNR being alpha^2 / sigma^2.
    /// </summary>
    MinSnr,
}
