using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>
/// The mean of sounds, and the directions in which they differ with the variances along them: the eigenvectors of their covariance, by
/// Jacobi's rotations.
/// </summary>
internal sealed class PrincipalDirections
{
    public PrincipalDirections(IReadOnlyList<float[]> sounds)
    {
        var (count, size) = (sounds.Count, sounds[0].Length);
        Mean = new float[size];
        foreach (var sound in sounds)
            TensorPrimitives.MultiplyAdd(sound, 1f / count, Mean, Mean);
        var centred = sounds.Select(sound =>
        {
            var difference = new float[size];
            TensorPrimitives.Subtract(sound, Mean, difference);
            return difference;
        }).ToArray();

        var products = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
                products[i, j] = products[j, i] = TensorPrimitives.Dot<float>(centred[i], centred[j]) / count;
        }

        var (values, vectors) = Diagonalize(products);
        var (directions, variances) = (new List<float[]>(), new List<double>());
        for (var j = 0; j < count; j++)
        {
            if (values[j] < 1e-9)
                continue;
            var direction = new float[size];
            for (var i = 0; i < count; i++)
                TensorPrimitives.MultiplyAdd(centred[i], (float)(vectors[i, j] / Math.Sqrt(values[j] * count)), direction, direction);
            directions.Add(direction);
            variances.Add(values[j]);
        }

        (Directions, Variances) = ([.. directions], [.. variances]);
    }

    public float[] Mean { get; }

    /// <summary>Gets the directions, of length 1 and at right angles.</summary>
    public float[][] Directions { get; }

    public double[] Variances { get; }

    private static (double[] Values, double[,] Vectors) Diagonalize(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var vectors = new double[size, size];
        for (var i = 0; i < size; i++)
            vectors[i, i] = 1;
        for (var sweep = 0; sweep < 30; sweep++)
        {
            var rest = 0.0;
            for (var p = 0; p < size; p++)
            {
                for (var q = p + 1; q < size; q++)
                {
                    rest += matrix[p, q] * matrix[p, q];
                    if (Math.Abs(matrix[p, q]) > 1e-14)
                        Rotate(matrix, vectors, p, q);
                }
            }

            if (rest < 1e-18)
                break;
        }

        return ([.. Enumerable.Range(0, size).Select(i => matrix[i, i])], vectors);
    }

    private static void Rotate(double[,] matrix, double[,] vectors, int p, int q)
    {
        var ratio = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
        var tangent = (ratio < 0 ? -1 : 1) / (Math.Abs(ratio) + Math.Sqrt((ratio * ratio) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        for (var i = 0; i < vectors.GetLength(0); i++)
        {
            (matrix[i, p], matrix[i, q]) = (
                (cosine * matrix[i, p]) - (sine * matrix[i, q]), (sine * matrix[i, p]) + (cosine * matrix[i, q]));
            (vectors[i, p], vectors[i, q]) = (
                (cosine * vectors[i, p]) - (sine * vectors[i, q]), (sine * vectors[i, p]) + (cosine * vectors[i, q]));
        }

        for (var i = 0; i < vectors.GetLength(0); i++)
            (matrix[p, i], matrix[q, i]) = (
                (cosine * matrix[p, i]) - (sine * matrix[q, i]), (sine * matrix[p, i]) + (cosine * matrix[q, i]));
    }
}
