using System.Numerics.Tensors;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>
/// How far the student's states are from the teacher's: the mean absolute difference, and on the last step also the error of the spectra.
/// </summary>
/// <param name="channels">The number of channels of a sound.</param>
/// <param name="samples">Its length, in samples of each channel.</param>
/// <param name="calls">The number of calls of the student.</param>
/// <param name="scale">The data scale: full scale, as the network sees it.</param>
/// <param name="spectralWeight">The weight of the spectra.</param>
internal sealed class PathLoss(int channels, int samples, int calls, float scale, double spectralWeight)
{
    private readonly SpectralLoss _spectra = new(samples);

    /// <summary>Computes the loss after a call and its derivative by the next states.</summary>
    /// <param name="batch">The paths after the step.</param>
    /// <param name="call">The call.</param>
    /// <param name="weight">The weight of each path.</param>
    /// <param name="derivative">Receives the derivative, [size, channels, samples]; empty to compute the loss alone.</param>
    /// <returns>The weighted sum.</returns>
    public double Differentiate(PathBatch batch, int call, double weight, float[] derivative)
    {
        var losses = new double[batch.Size];
        Parallel.For(0, batch.Size, item =>
        {
            var next = batch.Of(batch.Next, item);
            var target = batch.Of(batch.Target, item);
            var slope = derivative.Length == 0 ? [] : batch.Of(derivative, item);
            losses[item] = Absolute(next, target, weight, slope);
            if (call == calls - 1 && spectralWeight > 0)
                losses[item] += Spectral(next, target, weight, slope);
        });
        return weight * losses.Sum();
    }

    private static double Absolute(ReadOnlySpan<float> next, ReadOnlySpan<float> target, double weight, Span<float> derivative)
    {
        var (sum, share) = (0.0, (float)(weight / next.Length));
        for (var i = 0; i < next.Length; i++)
        {
            var difference = next[i] - target[i];
            sum += Math.Abs(difference);
            if (!derivative.IsEmpty)
                derivative[i] = difference > 0 ? share : difference < 0 ? -share : 0;
        }

        return sum / next.Length;
    }

    private double Spectral(ReadOnlySpan<float> next, ReadOnlySpan<float> target, double weight, Span<float> derivative)
    {
        var (sound, wanted) = (new float[next.Length], new float[next.Length]);
        TensorPrimitives.Divide(next, scale, sound);
        TensorPrimitives.Divide(target, scale, wanted);
        var ofSound = derivative.IsEmpty ? [] : new float[next.Length];
        var loss = _spectra.Differentiate(sound, wanted, channels, weight * spectralWeight, ofSound);
        if (!derivative.IsEmpty)
            TensorPrimitives.MultiplyAdd(ofSound, 1 / scale, derivative, derivative);
        return spectralWeight * loss;
    }
}
