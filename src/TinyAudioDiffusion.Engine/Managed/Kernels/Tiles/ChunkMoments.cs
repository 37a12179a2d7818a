using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Passes the tiles of a part to <see cref="MomentSums{TSimd, TVector}"/>, chunk by chunk. A tile may contain several chunks, and a chunk
/// several tiles.
/// </summary>
internal static unsafe class ChunkMoments<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Adds rows of a tile, and finishes every chunk that ends in it.</summary>
    /// <param name="plan">The plan that defines the chunks.</param>
    /// <param name="factor">The number of output blocks for each block of the plan.</param>
    /// <param name="sink">Receives the moments; if it has no place for them, nothing is done.</param>
    /// <param name="item">The item.</param>
    /// <param name="firstBlock">The first block of the tile, in the plan.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="firstChannel">The channel of the tile's first row.</param>
    /// <param name="channels">The number of rows that hold channels.</param>
    /// <param name="tile">The first column of the first row.</param>
    /// <param name="stride">The distance of rows.</param>
    /// <param name="sums">The sums of all channels.</param>
    public static void Add(
        TilePlan plan, int factor, in TileSink sink, int item, int firstBlock, int blocks, int firstChannel, int channels, float* tile,
        int stride, float* sums)
    {
        if (sink.Moments is null)
            return;

        sums += (long)firstChannel * MomentSums<TSimd, TVector>.Length;
        for (var block = firstBlock; block < firstBlock + blocks;)
        {
            var chunk = plan.ChunkOf(block);
            var end = Math.Min(plan.FirstBlock(chunk + 1), firstBlock + blocks);
            var columns = Math.Min(end * Columns.Block, plan.Samples) - (block * Columns.Block);
            MomentSums<TSimd, TVector>.Add(
                tile + ((block - firstBlock) * factor * Columns.Block),
                stride,
                channels,
                columns * factor,
                sums,
                isFirst: block == plan.FirstBlock(chunk));
            if (end == plan.FirstBlock(chunk + 1))
            {
                var channel = ((((long)item * sink.Chunks) + chunk) * sink.Output.Channels) + firstChannel;
                var at = sink.Moments + (channel * ChannelMoments.Fields);
                MomentSums<TSimd, TVector>.Finish(sums, channels, plan.ChunkSamples(chunk) * factor, at);
            }

            block = end;
        }
    }
}
