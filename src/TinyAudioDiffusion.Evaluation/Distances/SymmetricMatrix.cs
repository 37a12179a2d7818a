namespace TinyAudioDiffusion.Evaluation.Distances;

/// <summary>Eigenvalues and functions of small symmetric matrices, by the cyclic method of Jacobi.</summary>
internal static class SymmetricMatrix
{
    private const int MostSweeps = 60;

    /// <summary>The eigenvalues, and the eigenvectors as columns: a = v diag(values) v'.</summary>
    public static (double[] Values, double[,] Vectors) Decompose(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var (a, v) = ((double[,])matrix.Clone(), new double[n, n]);
        for (var i = 0; i < n; i++)
            v[i, i] = 1;
        for (var sweep = 0; sweep < MostSweeps && OffDiagonal(a) > 1e-24 * Diagonal(a); sweep++)
        {
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                    Rotate(a, v, p, q);
            }
        }

        return ([.. Enumerable.Range(0, n).Select(i => a[i, i])], v);
    }

    /// <summary>The matrix whose square is the given one; negative eigenvalues, which rounding makes, count as zero.</summary>
    public static double[,] SquareRoot(double[,] matrix)
    {
        var (values, v) = Decompose(matrix);
        var n = values.Length;
        var root = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                    root[i, j] += v[i, k] * Math.Sqrt(Math.Max(0, values[k])) * v[j, k];
            }
        }

        return root;
    }

    public static double[,] Multiply(double[,] a, double[,] b)
    {
        var n = a.GetLength(0);
        var product = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                for (var j = 0; j < n; j++)
                    product[i, j] += a[i, k] * b[k, j];
            }
        }

        return product;
    }

    // Turns the plane of p and q so that their common element vanishes.
    private static void Rotate(double[,] a, double[,] v, int p, int q)
    {
        if (a[p, q] == 0)
            return;
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        for (var k = 0; k < a.GetLength(0); k++)
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
        for (var k = 0; k < a.GetLength(0); k++)
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
        for (var k = 0; k < a.GetLength(0); k++)
            (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
    }

    private static double OffDiagonal(double[,] a)
    {
        var sum = 0.0;
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < i; j++)
                sum += a[i, j] * a[i, j];
        }

        return sum;
    }

    private static double Diagonal(double[,] a)
    {
        var sum = 0.0;
        for (var i = 0; i < a.GetLength(0); i++)
            sum += a[i, i] * a[i, i];
        return sum;
    }
}
