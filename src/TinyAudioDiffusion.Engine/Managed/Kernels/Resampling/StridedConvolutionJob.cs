using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// Convolution with a stride. The samples that each output reads are laid out as rows, [in * taps, columns], so that the rest is a
/// multiplication with one tap. Ends are reflected (a downsampling kernel never reaches them). Scalar twins: Downsample and Encode.
/// </summary>
internal unsafe struct StridedConvolutionJob : IVectorJob
{
    /// <summary>The plan of the output.</summary>
    public TilePlan Plan;
    public TensorView Input;
    public TileSink Sink;
    public float* Panels;
    public float* Bias;
    public Windows Windows;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (depth, outputs) = (Input.Channels * Windows.Taps, Sink.Output.Channels);
        const int RowStride = TilePacking<TSimd, TVector>.Stride;
        var rows = scratch.Reserve(
            ((long)(depth + PanelPacking.RoundUp(outputs)) * RowStride) + ((long)outputs * MomentSums<TSimd, TVector>.Length));
        var result = rows + ((long)depth * RowStride);
        var sums = result + ((long)PanelPacking.RoundUp(outputs) * RowStride);

        foreach (var at in Plan.TilesOf(part))
        {
            var (item, block, blocks) = (at.Item, at.Block, at.Blocks);
            for (var channel = 0; channel < Input.Channels; channel++)
            {
                var target = rows + ((long)channel * Windows.Taps * RowStride);
                if (Windows is { Taps: 2, Stride: 2, Padding: 0 })
                {
                    SplitPairs(item, channel, block, blocks, target, target + RowStride);
                    continue;
                }

                for (var column = 0; column < blocks * Columns.Block; column += Columns.Block)
                {
                    var first = (block * Columns.Block) + column;
                    Windows.Gather(Input, item, channel, first, Plan.Samples - first, target + column, RowStride);
                }
            }

            TileGemm<TSimd, TVector>.Multiply(
                Panels, PanelPacking.RoundUp(outputs), depth, 1, Bias, rows, RowStride, result, RowStride, blocks * Columns.Block);
            TileStore<TSimd, TVector>.Finish(Sink, item, block, blocks, 0, outputs, result, RowStride);
            ChunkMoments<TSimd, TVector>.Add(Plan, 1, Sink, item, block, blocks, 0, outputs, result, RowStride, sums);
        }
    }

    /// <summary>Splits pairs of samples for a factor of two: even samples go to one row, odd ones to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void SplitPairs(int item, int channel, int firstBlock, int blocks, float* even, float* odd)
    {
        var end = Math.Min(2 * (firstBlock + blocks), Input.Blocks);
        var blockStride = Input.Channels * Columns.Block;
        var from = Input.Block(item, 2 * firstBlock) + (channel * Columns.Block);
        for (var block = 2 * firstBlock; block < end; block++, from += blockStride, even += Columns.Block / 2, odd += Columns.Block / 2)
            Interleaving.Split(from, even, odd);
    }
}
