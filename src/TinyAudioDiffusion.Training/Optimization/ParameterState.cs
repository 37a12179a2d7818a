namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// All numbers that a training changes, in host memory and in the order of a network's parameters: the weights, their moving average, and the optimiser's two moments.
/// </summary>
internal sealed class ParameterState
{
    private readonly ParameterPieces _pieces;
    private readonly double[] _squares;
    private readonly int _threads;

    /// <summary>Makes room; everything is zero.</summary>
    /// <param name="lengths">The number of elements of each parameter.</param>
    /// <param name="threads">How many threads may work; 0 for all.</param>
    public ParameterState(IReadOnlyList<int> lengths, int threads)
    {
        (Weights, Averages, Means, MeanSquares) = (Room(), Room(), Room(), Room());
        _pieces = new ParameterPieces(lengths);
        _squares = new double[_pieces.Count];
        _threads = threads;

        float[][] Room() => [.. lengths.Select(length => new float[length])];
    }

    public float[][] Weights { get; }

    public float[][] Averages { get; }

    public float[][] Means { get; }

    public float[][] MeanSquares { get; }

    /// <summary>Computes the Euclidean norm of all gradients together.</summary>
    public double Norm(GradientOf gradientOf)
    {
        _pieces.ForEach(_threads, (piece, parameter, start, length) =>
            _squares[piece] = SumOfSquares(gradientOf(parameter).Slice(start, length)));
        var sum = 0.0;
        foreach (var square in _squares)
            sum += square;
        return Math.Sqrt(sum);
    }

    /// <summary>Lets the optimiser take a step.</summary>
    /// <param name="optimizer">The step.</param>
    /// <param name="gradientOf">The gradients.</param>
    /// <param name="scale">What they are multiplied by.</param>
    public void Step(AdamW optimizer, GradientOf gradientOf, float scale)
        => _pieces.ForEach(_threads, (_, parameter, start, length) => optimizer.Apply(
            Weights[parameter].AsSpan(start, length),
            gradientOf(parameter).Slice(start, length),
            scale,
            Means[parameter].AsSpan(start, length),
            MeanSquares[parameter].AsSpan(start, length)));

    /// <summary>Lets the average follow the weights.</summary>
    public void Follow(double decay)
        => _pieces.ForEach(_threads, (_, parameter, start, length) => MovingAverage.Follow(
            Averages[parameter].AsSpan(start, length), Weights[parameter].AsSpan(start, length), decay));

    // Four chains in double: the same bits for every width of vectors.
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double a = 0, b = 0, c = 0, d = 0;
        var i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            a += (double)values[i] * values[i];
            b += (double)values[i + 1] * values[i + 1];
            c += (double)values[i + 2] * values[i + 2];
            d += (double)values[i + 3] * values[i + 3];
        }

        for (; i < values.Length; i++)
            a += (double)values[i] * values[i];
        return a + b + c + d;
    }

    /// <summary>Gives the gradient of a parameter, by its number.</summary>
    internal delegate ReadOnlySpan<float> GradientOf(int parameter);
}
