using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Backward;

/// <summary>
/// The gradient of a kernel, dW[o, i, t] = sum over columns of dy[o, column] * a[i, column + t - taps / 2], and of its bias, sum of dy. It is the multiplication of the forward
/// pass with columns as the inner dimension: panels of eight outputs of dy, and rows of a, both transposed (<see cref="ColumnPacking{TSimd, TVector}"/>); a is computed
/// again from x on the way, which is cheaper than keeping it.
/// <para>Rows hold sixteen channels, so the three taps of a column are 48 floats side by side that begin a row earlier: one multiplication gives all taps, with a third
/// of the loads, and its 8 KB of rows stay in the first-level cache while all panels pass by. With one tap a row holds 48 channels instead.</para>
/// <para>Sums rest in memory between tiles, in the order of <see cref="WeightGradientPlan"/>; <see cref="WeightGradientSumJob"/> adds the runs. Scalar twin: ConvolveBackward
/// in <see cref="Scalar.ScalarEngine"/>.</para>
/// </summary>
internal unsafe struct WeightGradientJob : IVectorJob
{
    public WeightGradientPlan Plan;
    public TileSource Source;
    public TensorView Gradient;

    /// <summary>The sums, [runs][<see cref="WeightGradientPlan.Length"/>].</summary>
    public float* Sums;

    /// <summary>The sums of dy, [runs][outputs]; null where there is no bias.</summary>
    public double* BiasSums;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (run, slab) = (part / Plan.Slabs, part % Plan.Slabs);
        var halo = Plan.Taps / 2;
        var columns = WeightGradientPlan.TileColumns;
        var panels = scratch.Reserve(
            ((long)Plan.Rows * (columns + Columns.Block)) + ((long)Plan.Group * (columns + (2 * halo))) + ColumnPacking<TSimd, TVector>.TemporaryLength);
        var lanes = panels + ((long)Plan.Rows * columns);
        var rows = lanes + ((long)Plan.Rows * Columns.Block);
        var temporary = rows + ((long)Plan.Group * (columns + (2 * halo)));
        var withBias = slab == 0 && BiasSums is not null;
        if (withBias)
            new Span<float>(lanes, Plan.Rows * Columns.Block).Clear();

        var (first, end) = (Plan.FirstTile(run), Plan.FirstTile(run + 1));
        for (var tile = first; tile < end; tile++)
        {
            var (item, block) = (tile / Plan.TilesPerItem, tile % Plan.TilesPerItem * TilePlan.TileBlocks);
            var blocks = Math.Min(TilePlan.TileBlocks, Gradient.Blocks - block);
            ColumnPacking<TSimd, TVector>.PackGradient(Gradient, item, block, blocks, panels);
            if (withBias)
                AddToBias<TSimd, TVector>(item, block, blocks, lanes);
            for (var group = Plan.FirstGroup(slab); group < Plan.FirstGroup(slab + 1); group++)
            {
                var width = Plan.Width(group);
                ColumnPacking<TSimd, TVector>.PackInputs(Source, item, block, blocks, halo, group * Plan.Group, width, rows, temporary);
                Multiply<TSimd, TVector>(panels, blocks * Columns.Block, rows, width, Sums + (run * Plan.Length) + Plan.Offset(group), isFirst: tile == first);
            }
        }

        if (withBias)
            LaneSums.Fold(lanes, Plan.Outputs, BiasSums + ((long)run * Plan.Outputs));
    }

    private readonly void Multiply<TSimd, TVector>(float* panels, int columns, float* rows, int width, float* sums, bool isFirst)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var window = width * Plan.Taps;
        if (isFirst)
            TileGemm<TSimd, TVector>.Multiply(panels, Plan.Rows, columns, 1, null, rows, width, sums, window, window);
        else
            TileGemm<TSimd, TVector>.MultiplyAdd(panels, (nint)columns * PanelPacking.Rows, Plan.Rows, columns, rows, width, sums, window, window);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddToBias<TSimd, TVector>(int item, int firstBlock, int blocks, float* lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        for (var block = firstBlock; block < firstBlock + blocks; block++)
        {
            var from = Gradient.Block(item, block);
            var inside = Math.Min(Columns.Block, Gradient.Samples - (block * Columns.Block));
            for (var i = 0; i < Plan.Outputs * Columns.Block; i += inside == Columns.Block ? TSimd.Lanes : Columns.Block)
            {
                if (inside == Columns.Block)
                {
                    TSimd.Store(lanes + i, TSimd.Add(TSimd.Load(lanes + i), TSimd.Load(from + i)));
                    continue;
                }

                for (var lane = 0; lane < inside; lane++)
                    lanes[i + lane] += from[i + lane];
            }
        }
    }
}
