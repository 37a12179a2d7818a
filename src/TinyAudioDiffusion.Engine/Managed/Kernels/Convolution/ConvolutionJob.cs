using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// Convolution with stride 1, tile by tile: pack (with normalisation and activation), multiply, finish (residual, modulation, moments),
/// store. It takes output channels in slabs that stay in the cache, except where a modulation needs all of them. Scalar twins: Convolve,
/// Merge, Modulate and the projections of Attend.
/// </summary>
internal unsafe struct ConvolutionJob : IVectorJob
{
    private const int SlabChannels = 256;

    /// <summary>
    /// The sum of input and output channels up to which a tile of fewer columns stays in the first-level cache from packing to storing.
    /// </summary>
    private const int NarrowChannels = 64;
    private const int NarrowTileBlocks = 6;

    public TilePlan Plan;
    public TileSource Source;
    public TileSink Sink;

    /// <summary>The kernel's panels; null for the identity.</summary>
    public float* Panels;

    /// <summary>The combinations of three taps (<see cref="Winograd{TSimd, TVector}"/>); null for a product with the panels.</summary>
    public float* Combinations;
    public float* Bias;
    public int Taps;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (inputs, outputs) = (Source.Channels, Sink.Output.Channels);
        var slab = Sink.Modulation is null ? Math.Min(outputs, SlabChannels) : outputs;
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        var halo = Taps / 2;

        var tile = scratch.Reserve(
            ((long)(inputs + PanelPacking.RoundUp(slab)) * Stride) + ((long)outputs * MomentSums<TSimd, TVector>.Length)
            + (2L * halo * inputs) + Columns.Block + (Combinations is null ? 0 : Winograd<TSimd, TVector>.Length(inputs)));
        var result = tile + ((long)inputs * Stride);
        var sums = result + ((long)PanelPacking.RoundUp(slab) * Stride);
        var edges = sums + ((long)outputs * MomentSums<TSimd, TVector>.Length);
        var combined = edges + (2L * halo * inputs) + Columns.Block;

        var ahead = default(Prefetching);
        var tileBlocks = inputs + outputs <= NarrowChannels ? NarrowTileBlocks : TilePlan.TileBlocks;
        foreach (var at in Plan.TilesOf(part, tileBlocks))
        {
            var (item, block, blocks) = (at.Item, at.Block, at.Blocks);
            ahead.Begin(
                Combinations is null
                    ? TileGemm<TSimd, TVector>.Portions(PanelPacking.RoundUp(outputs), inputs, Taps, blocks * Columns.Block)
                    : Winograd<TSimd, TVector>.Portions(PanelPacking.RoundUp(outputs), inputs, blocks * Columns.Block));
            if (at.NextBlocks > 0)
                ahead.Add(Source.First, item, at.NextBlock, at.NextBlocks);
            ahead.Add(Sink.Output, item, block, blocks);
            if (Sink.Residual.Data is not null)
                ahead.Add(Sink.Residual, item, block, blocks);
            TilePacking<TSimd, TVector>.Pack(Source, item, block, blocks, halo, tile, edges);
            if (Combinations is not null)
                Winograd<TSimd, TVector>.Combine(
                    tile + TilePacking<TSimd, TVector>.Margin, Stride, inputs, blocks * Columns.Block, combined);
            for (var channel = 0; channel < outputs; channel += slab)
            {
                var channels = Math.Min(slab, outputs - channel);
                var finished = Panels is null && Combinations is null ? tile + TilePacking<TSimd, TVector>.Margin : result;
                if (Combinations is not null)
                {
                    Winograd<TSimd, TVector>.Multiply(
                        Combinations + ((long)channel * inputs),
                        (nint)PanelPacking.RoundUp(outputs) * inputs,
                        PanelPacking.RoundUp(channels),
                        inputs,
                        Bias is null ? null : Bias + channel,
                        combined,
                        result,
                        Stride,
                        blocks * Columns.Block,
                        ref ahead);
                }
                else if (Panels is not null)
                {
                    TileGemm<TSimd, TVector>.Multiply(
                        Panels + ((long)channel * inputs * Taps),
                        PanelPacking.RoundUp(channels),
                        inputs,
                        Taps,
                        Bias is null ? null : Bias + channel,
                        tile + TilePacking<TSimd, TVector>.Margin - halo,
                        Stride,
                        result,
                        Stride,
                        blocks * Columns.Block,
                        ref ahead);
                }

                TileStore<TSimd, TVector>.Finish(Sink, item, block, blocks, channel, channels, finished, Stride);
                ChunkMoments<TSimd, TVector>.Add(Plan, 1, Sink, item, block, blocks, channel, channels, finished, Stride, sums);
            }
        }
    }
}
