using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Threading;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Optimization;

/// <summary>
/// A step of AdamW with the moving average of the weights (<see cref="OptimizerStep"/>), for all weights of a network in one job.
/// Gradients, averages and moments are plain and row major. Weights are panels: a part reads one panel into plain order, works on it while
/// it is in the cache, and lays it out again. Memory bandwidth limits it, so all of it is done in one pass. Vectors are 256 bits on every
/// machine, which the padding of each array has room for; the bits do not depend on it. Scalar twin: Optimize.
/// </summary>
internal unsafe struct OptimizerJob : IParallelJob
{
    private const int FloatsOfPlainPart = 1 << 14;

    public Item* Items;
    public int ItemCount;
    public float GradientScale;
    public float MeanShare;
    public float SquareKept;
    public float SquareShare;
    public float RootCorrection;
    public float Epsilon;
    public float StepSize;
    public float Kept;

    /// <summary>The shares of the updates of the averages: those before the step, then those after it.</summary>
    public float* Shares;
    public int SharesBefore;
    public int SharesAfter;

    /// <summary>Gives the number of parts of a weight. A transposed kernel is one part, because its panels are not rows.</summary>
    public static int PartsOf(Shape shape, WeightUse use) => use switch
    {
        WeightUse.Values => (shape.ElementCount + FloatsOfPlainPart - 1) / FloatsOfPlainPart,
        WeightUse.TransposedConvolution => 1,
        _ => PanelsOf(shape, use),
    };

    public readonly void Execute(int part, Scratch scratch)
    {
        var item = Find(part);
        var piece = part - item->FirstPart;
        if (item->Use == WeightUse.Values)
        {
            var start = piece * FloatsOfPlainPart;
            Step(item, item->Weight + start, start, Math.Min(FloatsOfPlainPart, item->Shape.ElementCount - start));
            return;
        }

        var (rows, depth) = PanelPacking.MatrixOf(item->Shape, item->Use);
        var isWhole = item->Use == WeightUse.TransposedConvolution;
        var (from, to) = isWhole ? (0, PanelsOf(item->Shape, item->Use)) : (piece, piece + 1);
        var offset = from * PanelPacking.Rows * depth;
        var length = (Math.Min(to * PanelPacking.Rows, rows) * depth) - offset;
        var plain = scratch.Reserve(length + Vector256<float>.Count);
        Vector256<float>.Zero.Store(plain + length);
        for (var panel = from; panel < to; panel++)
            PanelPacking.Unpack(plain - offset, item->Shape, item->Use, item->Weight, panel);
        Step(item, plain, offset, length);
        for (var panel = from; panel < to; panel++)
            PanelPacking.Pack(plain - offset, item->Shape, item->Use, item->Weight, panel);
    }

    private static int PanelsOf(Shape shape, WeightUse use)
        => PanelPacking.RoundUp(PanelPacking.MatrixOf(shape, use).Rows) / PanelPacking.Rows;

    private static Vector256<float> Follow(Vector256<float> average, Vector256<float> weight, float share)
        => share == 1 ? weight : average + ((weight - average) * share);

    private readonly Item* Find(int part)
    {
        var (low, high) = (0, ItemCount - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Items[middle].FirstPart <= part)
                low = middle;
            else
                high = middle - 1;
        }

        return Items + low;
    }

    private readonly void Step(Item* item, float* weights, int offset, int length)
    {
        var gradients = item->Gradient + offset;
        var averages = item->Average + offset;
        var means = item->Mean + offset;
        var meanSquares = item->MeanSquare + offset;
        var (rootCorrection, epsilon) = (Vector256.Create(RootCorrection), Vector256.Create(Epsilon));
        for (var i = 0; i < length; i += Vector256<float>.Count)
        {
            var w = Vector256.Load(weights + i);
            var average = Vector256.Load(averages + i);
            for (var update = 0; update < SharesBefore; update++)
                average = Follow(average, w, Shares[update]);

            var g = Vector256.Load(gradients + i) * GradientScale;
            var m = Vector256.Load(means + i);
            m += (g - m) * MeanShare;
            var v = (Vector256.Load(meanSquares + i) * SquareKept) + (g * g * SquareShare);
            w = (w * Kept) - (m / ((Vector256.Sqrt(v) / rootCorrection) + epsilon) * StepSize);
            for (var update = SharesBefore; update < SharesBefore + SharesAfter; update++)
                average = Follow(average, w, Shares[update]);

            w.Store(weights + i);
            m.Store(means + i);
            v.Store(meanSquares + i);
            average.Store(averages + i);
            Vector256<float>.Zero.Store(gradients + i);
        }
    }

    /// <summary>A weight and what belongs to it.</summary>
    internal struct Item
    {
        public float* Weight;
        public float* Gradient;
        public float* Average;
        public float* Mean;
        public float* MeanSquare;
        public Shape Shape;
        public WeightUse Use;

        /// <summary>The number of parts of all weights before it.</summary>
        public int FirstPart;
    }
}
