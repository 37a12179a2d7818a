namespace TinyAudioDiffusion.Training.Objective;

/// <summary>
/// The mean squared error of predicted velocities and its derivative, on the host: a waveform is small beside the arithmetic of one pass.
/// </summary>
internal static class VelocityLoss
{
    /// <summary>Computes the loss of one sound.</summary>
    /// <param name="predicted">The predicted velocity.</param>
    /// <param name="target">The wanted velocity.</param>
    /// <returns>The mean of the squared differences.</returns>
    public static double Compute(ReadOnlySpan<float> predicted, ReadOnlySpan<float> target)
    {
        var sum = 0.0;
        for (var i = 0; i < predicted.Length; i++)
        {
            double difference = predicted[i] - target[i];
            sum += difference * difference;
        }

        return sum / predicted.Length;
    }

    /// <summary>Computes the loss of one sound and turns the prediction into the derivative of the weighted loss by it.</summary>
    /// <param name="predicted">The predicted velocity; receives the derivative.</param>
    /// <param name="target">The wanted velocity.</param>
    /// <param name="weight">The weight of the sound in the whole loss.</param>
    /// <returns>The mean of the squared differences, without the weight.</returns>
    public static double Differentiate(Span<float> predicted, ReadOnlySpan<float> target, double weight)
    {
        var (sum, factor) = (0.0, (float)(2 * weight / predicted.Length));
        for (var i = 0; i < predicted.Length; i++)
        {
            var difference = predicted[i] - target[i];
            sum += (double)difference * difference;
            predicted[i] = factor * difference;
        }

        return sum / predicted.Length;
    }
}
