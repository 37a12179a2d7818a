using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// The numbers that a training keeps for every weight, in host memory and in the order of a network's parameters: the moving average and the optimiser's two moments. The weights
/// themselves are elsewhere (<see cref="IWeightStore"/>) and visit, one parameter at a time.
/// </summary>
internal sealed class ParameterState
{
    private readonly ParameterPieces _pieces;
    private readonly double[] _squares;
    private readonly float[] _visitor;
    private readonly int _threads;

    /// <summary>Makes room; everything is zero.</summary>
    /// <param name="lengths">The number of elements of each parameter.</param>
    /// <param name="threads">How many threads may work; 0 for all.</param>
    public ParameterState(IReadOnlyList<int> lengths, int threads)
    {
        (Averages, Means, MeanSquares) = (Room(), Room(), Room());
        _pieces = new ParameterPieces(lengths);
        _squares = new double[_pieces.Count];
        _visitor = new float[lengths.Max()];
        _threads = threads;

        float[][] Room() => [.. lengths.Select(length => new float[length])];
    }

    public float[][] Averages { get; }

    public float[][] Means { get; }

    public float[][] MeanSquares { get; }

    /// <summary>Computes the Euclidean norm of all gradients together.</summary>
    public double Norm(GradientOf gradientOf)
    {
        _pieces.ForEach(_threads, piece => _squares[piece.Number] = SumOfSquares(gradientOf(piece.Parameter).Slice(piece.Start, piece.Length)));
        var sum = 0.0;
        foreach (var square in _squares)
            sum += square;
        return Math.Sqrt(sum);
    }

    /// <summary>Lets the optimiser take a step, and the average follow the weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="optimizer">The step.</param>
    /// <param name="gradientOf">The gradients.</param>
    /// <param name="scale">What they are multiplied by.</param>
    /// <param name="decaysBefore">How the average follows the weights as they were, once for each.</param>
    /// <param name="decaysAfter">How it follows the weights as they are then.</param>
    public void Step(IWeightStore weights, AdamW optimizer, GradientOf gradientOf, float scale, double[] decaysBefore, double[] decaysAfter)
    {
        for (var parameter = 0; parameter < Averages.Length; parameter++)
        {
            var (average, mean, meanSquare) = (Averages[parameter], Means[parameter], MeanSquares[parameter]);
            var all = _visitor.AsSpan(0, average.Length);
            weights.Read(parameter, all);
            _pieces.ForEach(parameter, _threads, piece =>
            {
                var values = piece.Of(_visitor);
                foreach (var decay in decaysBefore)
                    MovingAverage.Follow(piece.Of(average), values, decay);
                optimizer.Apply(values, gradientOf(piece.Parameter).Slice(piece.Start, piece.Length), scale, piece.Of(mean), piece.Of(meanSquare));
                foreach (var decay in decaysAfter)
                    MovingAverage.Follow(piece.Of(average), values, decay);
            });
            weights.Update(parameter, all);
        }
    }

    /// <summary>Tells whether all numbers are finite: weights, averages and moments.</summary>
    public bool IsFinite(IWeightStore weights)
    {
        for (var parameter = 0; parameter < Averages.Length; parameter++)
        {
            var values = _visitor.AsSpan(0, Averages[parameter].Length);
            weights.Read(parameter, values);
            if (!TensorPrimitives.IsFiniteAll<float>(values) || !TensorPrimitives.IsFiniteAll<float>(Averages[parameter])
                || !TensorPrimitives.IsFiniteAll<float>(Means[parameter]) || !TensorPrimitives.IsFiniteAll<float>(MeanSquares[parameter]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes the averages what the weights are.</summary>
    public void StartAverages(IWeightStore weights)
    {
        for (var parameter = 0; parameter < Averages.Length; parameter++)
            weights.Read(parameter, Averages[parameter]);
    }

    /// <summary>Lets weights and averages change places.</summary>
    public void Exchange(IWeightStore weights)
    {
        for (var parameter = 0; parameter < Averages.Length; parameter++)
        {
            var values = _visitor.AsSpan(0, Averages[parameter].Length);
            weights.Read(parameter, values);
            weights.Update(parameter, Averages[parameter]);
            values.CopyTo(Averages[parameter]);
        }
    }

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
