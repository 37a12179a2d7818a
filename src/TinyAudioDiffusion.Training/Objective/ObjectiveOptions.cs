namespace TinyAudioDiffusion.Training.Objective;

/// <summary>The settings of the loss that a training minimises.</summary>
public sealed record ObjectiveOptions
{
    /// <summary>Gets the distribution of the noise levels.</summary>
    /// <value><see cref="NoiseLevelDistribution.Stratified"/>.</value>
    public NoiseLevelDistribution NoiseLevels { get; init; } = NoiseLevelDistribution.Stratified;

    /// <summary>Gets the weight of each noise level.</summary>
    /// <value><see cref="LossWeighting.Uniform"/>.</value>
    public LossWeighting Weighting { get; init; } = LossWeighting.Uniform;

    /// <summary>Gets gamma of <see cref="LossWeighting.MinSnr"/>, above 0.</summary>
    /// <value>5, as in the paper.</value>
    public double Gamma { get; init; } = 5;

    /// <summary>
    /// Gets the share of the loss that is measured behind the network's transform (patching or learned), where each of its channels counts
    /// the same, instead of on the waveform; from 0 to 1.
    /// </summary>
    /// <value>0, as in the reference.</value>
    public double TransformShare { get; init; }

    /// <summary>
    /// Gets the weight of the error of the clean sound's spectra at several resolutions, beside that of the velocity; at least 0. It counts
    /// at noise levels up to <see cref="SpectralNoiseLevel"/>, where the network's estimate of the clean sound is one sound and no mean of
    /// many. Squared errors hardly see a hiss that an ear hears, the logarithm of a spectrum does.
    /// </summary>
    /// <value>0, as in the reference.</value>
    public double SpectralWeight { get; init; }

    /// <summary>Gets the highest noise level at which the spectra count, above 0 and at most 1.</summary>
    /// <value>0.3.</value>
    public double SpectralNoiseLevel { get; init; } = 0.3;

    /// <summary>Gets the share of sounds whose class is hidden, so that guidance has a "no class" to start from; from 0 to 1.</summary>
    /// <value>0.1.</value>
    public double ClassDropout { get; init; } = 0.1;

    /// <summary>
    /// Gets the share of sounds whose caption is hidden from a model that reads text and learns tokens for "no text", so that guidance has
    /// these to start from; from 0 to 1.
    /// </summary>
    /// <value>0.1.</value>
    public double CaptionDropout { get; init; } = 0.1;

    /// <summary>Gets the share of sounds whose character is hidden, for a model that takes characters; from 0 to 1.</summary>
    /// <value>0.15.</value>
    public double CharacterDropout { get; init; } = 0.15;

    /// <summary>
    /// Gets the standard deviation of the noise on a character, where 1 is how much recordings of a class differ; at least 0.
    /// </summary>
    /// <value>0.15.</value>
    public double CharacterNoise { get; init; } = 0.15;

    /// <summary>Computes the weight of a noise level in the loss.</summary>
    /// <param name="noiseLevel">The noise level t in [0, 1].</param>
    /// <returns>The weight.</returns>
    public double Weight(float noiseLevel)
    {
        // With alpha^2 + sigma^2 = 1, min(SNR, gamma) / (SNR + 1) is min(alpha^2, gamma sigma^2).
        var (alpha, sigma) = (double.CosPi(0.5 * noiseLevel), double.SinPi(0.5 * noiseLevel));
        return Weighting == LossWeighting.Uniform ? 1 : Math.Min(alpha * alpha, Gamma * sigma * sigma);
    }
}
