using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>Gathers the moments of a tensor if the operation that made it did not: the same sums over the same chunks.</summary>
internal unsafe struct MomentsJob : IVectorJob
{
    public TilePlan Plan;
    public TileSource Source;
    public TileSink Sink;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var channels = Sink.Output.Channels;
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        var tile = scratch.Reserve((long)channels * (Stride + MomentSums<TSimd, TVector>.Length));
        var sums = tile + ((long)channels * Stride);
        foreach (var at in Plan.TilesOf(part))
        {
            TilePacking<TSimd, TVector>.Pack(Source, at.Item, at.Block, at.Blocks, halo: 0, tile, edges: null);
            ChunkMoments<TSimd, TVector>.Add(
                Plan, 1, Sink, at.Item, at.Block, at.Blocks, 0, channels, tile + TilePacking<TSimd, TVector>.Margin, Stride, sums);
        }
    }
}
