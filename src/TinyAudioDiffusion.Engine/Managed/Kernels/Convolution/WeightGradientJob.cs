using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// The gradient of a kernel, dW[o, i, t] = sum over columns of dy[o, column] * a[i, column + t - taps / 2], and the gradient of its bias,
/// the sum of dy. It is the multiplication of the forward pass with columns as the inner dimension: panels of eight outputs of dy, and rows
/// of a, both transposed (<see cref="ColumnPacking{TSimd, TVector}"/>). a is computed again from x on the way, which costs less than
/// keeping it.
/// <para>A row holds sixteen channels, so the three taps of a column are 48 contiguous floats that begin one row earlier. One
/// multiplication gives all taps with a third of the loads, and its 8 KB of rows stay in the first-level cache while all panels pass by.
/// With one tap, a row holds 48 channels instead.</para>
/// <para>With three taps and many channels, pairs of columns are combined as in the forward pass
/// (<see cref="CombinedGradient{TSimd, TVector}"/>), which saves a third of the multiplications; a row then holds 48 channels.</para>
/// <para>After an upsampling, dy has its phases as channels, (output, phase), and each phase has only the taps that fall on different
/// samples of the lower rate.</para>
/// <para>Between tiles the sums stay in memory, and <see cref="WeightGradientSumJob"/> adds up the runs of
/// <see cref="WeightGradientPlan"/>. With a single run, the sums of a slab stay in the second-level cache of their thread, which adds them
/// to the gradient directly. Scalar twin: ConvolveBackward.</para>
/// </summary>
internal unsafe struct WeightGradientJob : IVectorJob
{
    public WeightGradientPlan Plan;
    public WeightGradientTarget Target;
    public TileSource Source;
    public TensorView Gradient;

    /// <summary>The sums, [runs][<see cref="WeightGradientPlan.Length"/>]; unused with a single run.</summary>
    public float* Sums;

    /// <summary>The sums of dy, [runs][channels]; null where there is no bias.</summary>
    public double* BiasSums;

    public readonly int Parts => Plan.Runs * Plan.Slabs;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (run, slab) = (part / Plan.Slabs, part % Plan.Slabs);
        var halo = Plan.Taps / 2;
        var rowsLength = (long)Plan.Group * (WeightGradientPlan.TileColumns + (2 * halo));
        var (firstGroup, endGroup) = (Plan.FirstGroup(slab), Plan.FirstGroup(slab + 1));
        var slabLength = Plan.Runs == 1 ? Plan.Offset(endGroup) - Plan.Offset(firstGroup) : 0;
        var combinedLength = Plan.Combines ? CombinedGradient<TSimd, TVector>.Length(Plan) : 0;
        var panels = scratch.Reserve(
            ((long)Plan.Rows * (WeightGradientPlan.TileColumns + Columns.Block)) + rowsLength + slabLength + combinedLength
            + Math.Max(ColumnPacking<TSimd, TVector>.TemporaryLength, WeightGradientSum<TSimd, TVector>.TemporaryLength(Plan)));
        var lanes = panels + ((long)Plan.Rows * WeightGradientPlan.TileColumns);
        var rows = lanes + ((long)Plan.Rows * Columns.Block);
        var own = rows + rowsLength;
        var combined = own + slabLength;
        var temporary = combined + combinedLength;
        var sums = Plan.Runs == 1 ? own - Plan.Offset(firstGroup) : Sums + (run * Plan.Length);
        var withBias = slab == 0 && BiasSums is not null;
        if (withBias)
            new Span<float>(lanes, Gradient.Channels * Columns.Block).Clear();

        var ahead = default(Prefetching);
        var (first, end) = (Plan.FirstTile(run), Plan.FirstTile(run + 1));
        for (var tile = first; tile < end; tile++)
        {
            var (item, block) = (tile / Plan.TilesPerItem, tile % Plan.TilesPerItem * TilePlan.TileBlocks);
            var blocks = Math.Min(TilePlan.TileBlocks, Gradient.Blocks - block);
            Foresee(tile + 1 < end ? tile + 1 : tile, ref ahead);
            ColumnPacking<TSimd, TVector>.PackGradient(Gradient, Plan.Phases, item, block, blocks, panels);
            if (withBias)
                AddToBias<TSimd, TVector>(item, block, blocks, lanes);
            if (Plan.Combines)
                CombinedGradient<TSimd, TVector>.CombinePanels(panels, Plan.Rows, blocks * Columns.Block, combined);
            for (var group = firstGroup; group < endGroup; group++)
            {
                var width = Plan.Width(group);
                ColumnPacking<TSimd, TVector>.PackInputs(Source, item, block, blocks, halo, group * Plan.Group, width, rows, temporary);
                if (Plan.Combines)
                    CombinedGradient<TSimd, TVector>.Multiply(
                        combined, Plan.Rows, blocks * Columns.Block, rows, width, sums + Plan.Offset(group), isFirst: tile == first,
                        ref ahead);
                else
                    Multiply<TSimd, TVector>(
                        panels, blocks * Columns.Block, rows, width, sums + Plan.Offset(group), isFirst: tile == first, ref ahead);
            }
        }

        for (var group = firstGroup; group < endGroup && Plan.Runs == 1; group++)
            WeightGradientSum<TSimd, TVector>.Add(Plan, sums + Plan.Offset(group), group, 0, Plan.Outputs, Target, temporary);
        if (withBias)
            LaneSums.Fold(lanes, Gradient.Channels, BiasSums + ((long)run * Gradient.Channels));
    }

    /// <summary>
    /// Prefetches the next tile during the multiplications of this one. Where slabs share the channels, a thread would prefetch what it
    /// does not need.
    /// </summary>
    private readonly void Foresee(int tile, ref Prefetching ahead)
    {
        ahead.Begin(Plan.Groups * Plan.Rows / PanelPacking.Rows * (Plan.Combines ? Winograd.Products : 1));
        if (Plan.Slabs > 1)
            return;
        var (item, block) = (tile / Plan.TilesPerItem, tile % Plan.TilesPerItem * TilePlan.TileBlocks);
        var blocks = Math.Min(TilePlan.TileBlocks, Gradient.Blocks - block);
        ahead.Add(Source.First, item, block, blocks);
        ahead.Add(Gradient, item, block, blocks);
    }

    private readonly void Multiply<TSimd, TVector>(
        float* panels, int columns, float* rows, int width, float* sums, bool isFirst, ref Prefetching ahead)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var window = width * Plan.Taps;
        for (var phase = 0; phase < Plan.Phases; phase++)
        {
            var (firstTap, taps) = Plan.TapsOf(phase);
            var a = panels + ((nint)phase * Plan.PhaseRows * columns);
            var b = rows + (firstTap * width);
            var c = sums + ((nint)phase * Plan.PhaseRows * window) + (firstTap * width);
            if (isFirst)
                TileGemm<TSimd, TVector>.Multiply(a, Plan.PhaseRows, columns, 1, null, b, width, c, window, taps * width, ref ahead);
            else
                TileGemm<TSimd, TVector>.MultiplyAdd(a, Plan.PhaseRows, columns, 1, b, width, c, window, taps * width, ref ahead);
        }
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
            for (var i = 0; i < Gradient.Channels * Columns.Block; i += inside == Columns.Block ? TSimd.Lanes : Columns.Block)
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
