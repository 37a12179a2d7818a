namespace TinyAudioDiffusion.Training.Evaluation;

/// <summary>Multinomial logistic regression: p(class) is proportional to e^(w x + b). All classes count the same, however many examples they have.</summary>
/// <remarks>Fitted by Nesterov's accelerated gradient descent from zero, a fixed number of steps of 1 / (an upper bound of the curvature): the same for the same examples.</remarks>
internal sealed class LogisticRegression
{
    private const int Steps = 600;

    private readonly double[][] _weights; // [classes][features + 1], the last one is b

    private LogisticRegression(double[][] weights) => _weights = weights;

    /// <summary>Fits the weights.</summary>
    /// <param name="examples">The features, of mean 0 and spread about 1.</param>
    /// <param name="labels">The classes.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="penalty">Half of this times the squared weights, b aside, is added to the mean loss.</param>
    public static LogisticRegression Fit(IReadOnlyList<double[]> examples, IReadOnlyList<int> labels, int classes, double penalty)
    {
        var features = examples[0].Length;
        var counts = Enumerable.Range(0, classes).Select(label => labels.Count(other => other == label)).ToArray();
        var shares = labels.Select(label => 1.0 / (counts[label] * counts.Count(count => count > 0))).ToArray();

        // The curvature of the loss is at most half the mean squared length of an example.
        var curvature = penalty + (0.5 * examples.Select((example, i) => shares[i] * (1 + example.Sum(value => value * value))).Sum());
        var (weights, ahead) = (Zeros(classes, features + 1), Zeros(classes, features + 1));
        var momentum = 1.0;
        for (var step = 0; step < Steps; step++)
        {
            var gradient = Gradient(new LogisticRegression(ahead), examples, labels, shares, penalty);
            var next = (1 + Math.Sqrt(1 + (4 * momentum * momentum))) / 2;
            for (var label = 0; label < classes; label++)
            {
                for (var i = 0; i <= features; i++)
                {
                    var moved = ahead[label][i] - (gradient[label][i] / curvature);
                    ahead[label][i] = moved + ((momentum - 1) / next * (moved - weights[label][i]));
                    weights[label][i] = moved;
                }
            }

            momentum = next;
        }

        return new LogisticRegression(weights);
    }

    /// <summary>The probability of each class.</summary>
    public double[] Probabilities(double[] example)
    {
        var scores = new double[_weights.Length];
        for (var label = 0; label < scores.Length; label++)
        {
            scores[label] = _weights[label][^1];
            for (var i = 0; i < example.Length; i++)
                scores[label] += _weights[label][i] * example[i];
        }

        var most = scores.Max();
        var sum = scores.Sum(score => Math.Exp(score - most));
        return [.. scores.Select(score => Math.Exp(score - most) / sum)];
    }

    private static double[][] Gradient(LogisticRegression model, IReadOnlyList<double[]> examples, IReadOnlyList<int> labels, double[] shares, double penalty)
    {
        var gradient = Zeros(model._weights.Length, model._weights[0].Length);
        for (var n = 0; n < examples.Count; n++)
        {
            var probabilities = model.Probabilities(examples[n]);
            for (var label = 0; label < gradient.Length; label++)
            {
                var error = shares[n] * (probabilities[label] - (labels[n] == label ? 1 : 0));
                for (var i = 0; i < examples[n].Length; i++)
                    gradient[label][i] += error * examples[n][i];
                gradient[label][^1] += error;
            }
        }

        for (var label = 0; label < gradient.Length; label++)
        {
            for (var i = 0; i < gradient[label].Length - 1; i++)
                gradient[label][i] += penalty * model._weights[label][i];
        }

        return gradient;
    }

    private static double[][] Zeros(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];
}
