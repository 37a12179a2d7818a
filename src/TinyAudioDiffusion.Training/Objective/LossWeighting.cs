namespace TinyAudioDiffusion.Training.Objective;

/// <summary>How much the noise levels count in the loss.</summary>
public enum LossWeighting
{
    /// <summary>All the same: the mean squared error of the velocity, as in the reference.</summary>
    Uniform,

    /// <summary>
    /// min(SNR, gamma) / (SNR + 1) (Hang et al., "Efficient Diffusion Training via Min-SNR Weighting Strategy", 2023, for a predicted
    /// velocity), SNR being alpha^2 / sigma^2.
    /// </summary>
    MinSnr,
}
