using TinyAudioDiffusion.Engine.Managed.Kernels.Optimization;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Norms and steps of the optimiser.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override double NormCore(IReadOnlyList<Weight> values)
    {
        var pieces = new List<NormJob.Piece>();
        foreach (var value in values)
        {
            var data = Own(value).Data;
            var length = value.Shape.ElementCount;
            for (var start = 0; start < length; start += NormJob.LongestPiece)
                pieces.Add(new NormJob.Piece { Values = data + start, Length = Math.Min(NormJob.LongestPiece, length - start) });
        }

        var sums = new double[pieces.Count];
        fixed (NormJob.Piece* from = pieces.ToArray())
        fixed (double* to = sums)
            _workers.Run(new NormJob { Pieces = from, Sums = to }, sums.Length);
        var sum = 0.0;
        foreach (var square in sums)
            sum += square;
        return Math.Sqrt(sum);
    }

    /// <inheritdoc/>
    protected override void OptimizeCore(IReadOnlyList<LearningWeight> weights, OptimizerStep step)
    {
        var items = new OptimizerJob.Item[weights.Count];
        var parts = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var (own, weight) = (Own(weights[i].Weight), weights[i]);
            items[i] = new OptimizerJob.Item
            {
                Weight = own.Data,
                Gradient = DataOf(weight.Gradient),
                Average = DataOf(weight.Average),
                Mean = DataOf(weight.Mean),
                MeanSquare = DataOf(weight.MeanSquare),
                Shape = own.Shape,
                Use = own.Use,
                FirstPart = parts,
            };
            parts += OptimizerJob.PartsOf(own.Shape, own.Use);
        }

        // The padding of plain values is stepped with them, and stays zero.
        fixed (OptimizerJob.Item* first = items)
        fixed (float* shares = (float[])[.. step.AveragesBefore, .. step.AveragesAfter])
        {
            var job = new OptimizerJob
            {
                Items = first,
                ItemCount = items.Length,
                GradientScale = step.GradientScale,
                MeanShare = step.MeanShare,
                SquareKept = step.SquareKept,
                SquareShare = step.SquareShare,
                RootCorrection = step.RootCorrection,
                Epsilon = step.Epsilon,
                StepSize = step.StepSize,
                Kept = step.Kept,
                Shares = shares,
                SharesBefore = step.AveragesBefore.Count,
                SharesAfter = step.AveragesAfter.Count,
            };
            _workers.Run(job, parts);
        }
    }
}
