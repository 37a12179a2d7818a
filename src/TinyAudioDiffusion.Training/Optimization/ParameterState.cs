using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>
/// The numbers that a training keeps for every weight, in host memory and in the order of a network's parameters: the moving average and
/// the optimiser's two moments. An <see cref="IWeightStore"/> holds the weights themselves; this class reads and writes them one parameter
/// at a time.
/// </summary>
internal sealed class ParameterState
{
    private readonly ParameterPieces _pieces;
    private readonly double[] _squares;
    private readonly float[] _visitor;
    private readonly int _threads;

    /// <summary>Allocates the numbers; all are zero.</summary>
    /// <param name="lengths">The number of elements of each parameter.</param>
    /// <param name="threads">The number of threads; 0 for all.</param>
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
        _pieces.ForEach(
            _threads, piece => _squares[piece.Number] = SumOfSquares(gradientOf(piece.Parameter).Slice(piece.Start, piece.Length)));
        var sum = 0.0;
        foreach (var square in _squares)
            sum += square;
        return Math.Sqrt(sum);
    }

    /// <summary>Takes a step of the optimiser and updates the averages.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="optimizer">The step.</param>
    /// <param name="gradientOf">The gradients.</param>
    /// <param name="scale">The factor of the gradients.</param>
    /// <param name="decaysBefore">The decays of the updates of the averages before the step.</param>
    /// <param name="decaysAfter">The decays of the updates after it.</param>
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
                optimizer.Apply(
                    values, gradientOf(piece.Parameter).Slice(piece.Start, piece.Length), scale, piece.Of(mean), piece.Of(meanSquare));
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

    /// <summary>Copies the weights to the averages.</summary>
    public void StartAverages(IWeightStore weights)
    {
        for (var parameter = 0; parameter < Averages.Length; parameter++)
            weights.Read(parameter, Averages[parameter]);
    }

    /// <summary>Swaps weights and averages.</summary>
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

    // Four chains in double, two in each vector: the same bits on every machine.
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        var (ab, cd) = (Vector128<double>.Zero, Vector128<double>.Zero);
        var fours = MemoryMarshal.Cast<float, Vector128<float>>(values);
        foreach (var four in fours)
        {
            var (low, high) = Vector128.Widen(four);
            ab += low * low;
            cd += high * high;
        }

        var a = ab[0];
        foreach (var value in values[(fours.Length * Vector128<float>.Count)..])
            a += (double)value * value;
        return a + ab[1] + cd[0] + cd[1];
    }

    /// <summary>Gives the gradient of a parameter, by its number.</summary>
    internal delegate ReadOnlySpan<float> GradientOf(int parameter);
}
