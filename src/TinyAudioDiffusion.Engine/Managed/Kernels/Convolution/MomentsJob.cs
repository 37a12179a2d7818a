using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>Moments of a tensor whose maker did not gather them: the same sums over the same chunks.</summary>
internal unsafe struct MomentsJob : IVectorJob
{
    public TilePlan Plan;
    public TileSource Source;
    public TileSink Sink;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, run) = (part / Plan.Parts, part % Plan.Parts);
        var channels = Sink.Output.Channels;
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        var tile = scratch.Reserve((long)channels * (Stride + MomentSums<TSimd, TVector>.Length));
        var sums = tile + ((long)channels * Stride);
        var end = Plan.FirstBlock(Plan.FirstChunk(run + 1));
        for (var block = Plan.FirstBlock(Plan.FirstChunk(run)); block < end; block += TilePlan.TileBlocks)
        {
            var blocks = Math.Min(TilePlan.TileBlocks, end - block);
            TilePacking<TSimd, TVector>.Pack(Source, item, block, blocks, halo: 0, tile, edges: null);
            ChunkMoments<TSimd, TVector>.Add(
                Plan, 1, Sink, item, block, blocks, 0, channels, tile + TilePacking<TSimd, TVector>.Margin, Stride, sums);
        }
    }
}
