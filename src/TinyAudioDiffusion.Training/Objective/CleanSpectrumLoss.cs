using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Training.Objective;

/// <summary>
/// The spectral error of the clean sounds that predicted velocities stand for, alpha x - sigma v, at low noise levels.
/// </summary>
/// <param name="objective">The weight, and the noise levels at which it counts.</param>
internal sealed class CleanSpectrumLoss(ObjectiveOptions objective)
{
    private SpectralLoss? _spectra;

    /// <summary>Computes the loss of a batch and its derivative.</summary>
    /// <param name="batch">The sounds, with predicted velocities.</param>
    /// <param name="share">The weight of each sound in the step.</param>
    /// <param name="derivative">Receives the derivative by the predicted velocities; all 0 at first.</param>
    /// <returns>The weighted sum.</returns>
    public double Differentiate(TrainingBatch batch, double share, float[] derivative)
    {
        var spectra = _spectra ??= new SpectralLoss(batch.Samples);
        var (losses, size) = (new double[batch.Size], batch.Channels * batch.Samples);
        Parallel.For(0, batch.Size, item =>
        {
            var level = batch.NoiseLevels[item];
            if (level > objective.SpectralNoiseLevel)
                return;
            var (estimate, clean) = (new float[size], new float[size]);
            VObjective.Denoised(batch.NoisyOf(item), batch.PredictedOf(item), level, estimate);
            TensorPrimitives.Divide(estimate, batch.DataScale, estimate);
            TensorPrimitives.Divide(batch.CleanOf(item), batch.DataScale, clean);
            var slope = derivative.AsSpan(item * size, size);
            losses[item] = spectra.Differentiate(estimate, clean, batch.Channels, share * objective.SpectralWeight, slope);
            TensorPrimitives.Multiply(slope, -VObjective.Sigma(level) / batch.DataScale, slope);
        });
        return share * objective.SpectralWeight * losses.Sum();
    }
}
