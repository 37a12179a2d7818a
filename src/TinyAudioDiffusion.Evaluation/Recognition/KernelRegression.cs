using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Evaluation.Recognition;

/// <summary>
/// Regularised least squares in the space of a similarity (Rifkin, Yeo and Poggio, "Regularized Least-Squares Classification", 2003): for
/// each class, the function of least norm that is near 1 at its examples and near 0 at all others. All classes count the same, however many
/// examples they have.
/// </summary>
internal sealed class KernelRegression
{
    private readonly double[][] _coefficients; // [classes][examples]

    private KernelRegression(double[][] coefficients) => _coefficients = coefficients;

    /// <summary>Solves (K + penalty / weights) c = y for each class.</summary>
    /// <param name="lower">The lower triangle of K: how alike every example is to those before it and to itself. Is overwritten.</param>
    /// <param name="labels">The class of each example.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="penalty">The weight of the squared norm beside the squared errors, above 0.</param>
    public static KernelRegression Fit(double[][] lower, IReadOnlyList<int> labels, int classes, double penalty)
    {
        var counts = Enumerable.Range(0, classes).Select(label => labels.Count(other => other == label)).ToArray();
        var present = counts.Count(count => count > 0);
        for (var i = 0; i < lower.Length; i++)
            lower[i][i] += penalty * counts[labels[i]] * present / labels.Count;
        Factorize(lower);
        return new KernelRegression([.. Enumerable.Range(0, classes).Select(Coefficients)]);

        double[] Coefficients(int label) => Solve(lower, [.. labels.Select(own => Wanted(own, label))]);

        double Wanted(int own, int label) => (own == label ? 1.0 : 0) - (1.0 / classes);
    }

    /// <summary>The value of each class: about 1 for one that the point surely is of, about 0 for the others.</summary>
    /// <param name="similarities">The similarity of the point to each example.</param>
    public double[] Values(double[] similarities)
        => [
            .. _coefficients.Select(
                coefficients => (1.0 / _coefficients.Length) + TensorPrimitives.Dot<double>(coefficients, similarities)),
        ];

    // Cholesky: the lower triangle of a positive definite matrix becomes l with l l' the matrix.
    private static void Factorize(double[][] lower)
    {
        for (var i = 0; i < lower.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = lower[i][j] - TensorPrimitives.Dot<double>(lower[i].AsSpan(0, j), lower[j].AsSpan(0, j));
                lower[i][j] = i == j ? Math.Sqrt(rest) : rest / lower[j][j];
            }
        }
    }

    // Forwards through l, backwards through l'.
    private static double[] Solve(double[][] lower, double[] values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (values[i] - TensorPrimitives.Dot<double>(lower[i].AsSpan(0, i), values.AsSpan(0, i))) / lower[i][i];
        for (var i = values.Length - 1; i >= 0; i--)
        {
            values[i] /= lower[i][i];
            TensorPrimitives.MultiplyAdd(lower[i].AsSpan(0, i), -values[i], values.AsSpan(0, i), values.AsSpan(0, i));
        }

        return values;
    }
}
