using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Attention;

/// <summary>
/// The gradient of x in y = W layernorm(x), tile by tile: the product W^T dy and, while it is in the cache, the backward of the normalisation and what is added to it. The
/// gradients of scale and shift are sums for each chunk of <see cref="TilePlan"/>. Scalar twin: AttendBackward in the scalar engine.
/// </summary>
internal unsafe struct ProjectionGradientJob : IVectorJob
{
    public TilePlan Plan;

    /// <summary>dy.</summary>
    public TensorView Gradient;

    /// <summary>The panels of W^T.</summary>
    public float* Panels;
    public TensorView X;
    public float* NormScale;

    /// <summary>The gradient of x, and what is added to it; the two may be one.</summary>
    public TileSink Sink;

    /// <summary>The gradients of scale and shift, [batch][chunks][channels][2].</summary>
    public double* Sums;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, run) = (part / Plan.Parts, part % Plan.Parts);
        var (rows, channels) = (Gradient.Channels, X.Channels);
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        var tile = scratch.Reserve(((long)(rows + PanelPacking.RoundUp(channels) + channels) * Stride) + ((long)channels * ChannelNormGradient<TSimd, TVector>.Length));
        var result = tile + ((long)rows * Stride);
        var x = result + ((long)PanelPacking.RoundUp(channels) * Stride);
        var lanes = x + ((long)channels * Stride);

        var end = Plan.FirstBlock(Plan.FirstChunk(run + 1));
        for (var block = Plan.FirstBlock(Plan.FirstChunk(run)); block < end; block += TilePlan.TileBlocks)
        {
            var blocks = Math.Min(TilePlan.TileBlocks, end - block);
            TilePacking<TSimd, TVector>.Pack(new TileSource { First = Gradient, FirstScale = 1f }, item, block, blocks, halo: 0, tile, edges: null);
            TileGemm<TSimd, TVector>.Multiply(
                Panels, PanelPacking.RoundUp(channels), rows, 1, null, tile + TilePacking<TSimd, TVector>.Margin, Stride, result, Stride, blocks * Columns.Block);
            TilePacking<TSimd, TVector>.Pack(new TileSource { First = X, FirstScale = 1f }, item, block, blocks, halo: 0, x, edges: null);
            Normalize<TSimd, TVector>(item, block, blocks, x + TilePacking<TSimd, TVector>.Margin, result, lanes);
            TileStore<TSimd, TVector>.Finish(Sink, item, block, blocks, 0, channels, result, Stride);
        }
    }

    /// <summary>The backward of the normalisation, in place, chunk by chunk.</summary>
    private readonly void Normalize<TSimd, TVector>(int item, int firstBlock, int blocks, float* x, float* result, float* lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (channels, end) = (X.Channels, firstBlock + blocks);
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        for (int block = firstBlock, next; block < end; block = next)
        {
            var chunk = Plan.ChunkOf(block);
            next = Math.Min(end, Plan.FirstBlock(chunk + 1));
            if (block == Plan.FirstBlock(chunk))
                new Span<float>(lanes, channels * ChannelNormGradient<TSimd, TVector>.Length).Clear();
            var column = (block - firstBlock) * Columns.Block;
            ChannelNormGradient<TSimd, TVector>.Propagate(
                x + column,
                Stride,
                result + column,
                Stride,
                result + column,
                Stride,
                channels,
                (next - block) * Columns.Block,
                NormalizationWeights.Epsilon,
                NormScale,
                addOne: false,
                lanes);
            if (next == Plan.FirstBlock(chunk + 1))
                LaneSums.Fold(lanes, 2 * channels, Sums + ((((long)item * Plan.Chunks) + chunk) * 2 * channels));
        }
    }
}
