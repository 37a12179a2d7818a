namespace TinyAudioDiffusion.Engine;

/// <summary>The mean squared error of predicted values and its derivative, in host memory. Sums are in double, in one order.</summary>
public static class SquaredError
{
    /// <summary>Computes the error of one item.</summary>
    /// <param name="predicted">The predicted values.</param>
    /// <param name="target">The wanted values, as many.</param>
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

    /// <summary>Computes the error of one item and turns the prediction into the derivative of the weighted error by it.</summary>
    /// <param name="predicted">The predicted values; receives the derivative.</param>
    /// <param name="target">The wanted values, as many.</param>
    /// <param name="weight">The weight of the item in the whole loss.</param>
    /// <returns>The mean of the squared differences, without the weight.</returns>
    public static double Differentiate(Span<float> predicted, ReadOnlySpan<float> target, double weight)
    {
        var (sum, factor) = (0.0, FactorOf(weight, predicted.Length));
        for (var i = 0; i < predicted.Length; i++)
        {
            var difference = predicted[i] - target[i];
            sum += (double)difference * difference;
            predicted[i] = factor * difference;
        }

        return sum / predicted.Length;
    }

    /// <summary>Gives what a difference is multiplied by to become the derivative of the weighted mean of squares.</summary>
    /// <param name="weight">The weight of the item in the whole loss.</param>
    /// <param name="count">The number of its values.</param>
    /// <returns>The factor.</returns>
    public static float FactorOf(double weight, int count) => (float)(2 * weight / count);
}
