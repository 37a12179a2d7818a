using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Attention;

/// <summary>
/// The gradient of x in y = W layernorm(x), tile by tile: the product W^T dy and then, while it is in the cache, the backward of the
/// normalisation and an addition. The gradients of scale and shift are sums for each chunk of <see cref="TilePlan"/>. Scalar twin:
/// AttendBackward.
/// </summary>
internal unsafe struct ProjectionGradientJob : IVectorJob
{
    public TilePlan Plan;

    /// <summary>The gradient of y.</summary>
    public TensorView Gradient;

    /// <summary>The panels of W^T.</summary>
    public float* Panels;
    public TensorView X;
    public float* NormScale;

    /// <summary>Receives the gradient of x; the residual is added to it and may be the same tensor.</summary>
    public TileSink Sink;

    /// <summary>Receives the gradients of scale and shift, [batch][chunks][channels][2].</summary>
    public double* Sums;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (rows, channels) = (Gradient.Channels, X.Channels);
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        var tile = scratch.Reserve(
            ((long)(rows + PanelPacking.RoundUp(channels) + channels) * Stride)
            + ((long)channels * ChannelNormGradient<TSimd, TVector>.Length));
        var result = tile + ((long)rows * Stride);
        var x = result + ((long)PanelPacking.RoundUp(channels) * Stride);
        var lanes = x + ((long)channels * Stride);

        foreach (var at in Plan.TilesOf(part))
        {
            var (item, block, blocks) = (at.Item, at.Block, at.Blocks);
            TilePacking<TSimd, TVector>.Pack(
                new TileSource { First = Gradient, FirstScale = 1f }, item, block, blocks, halo: 0, tile, edges: null);
            TileGemm<TSimd, TVector>.Multiply(
                Panels, PanelPacking.RoundUp(channels), rows, 1, null, tile + TilePacking<TSimd, TVector>.Margin, Stride, result, Stride,
                blocks * Columns.Block);
            TilePacking<TSimd, TVector>.Pack(new TileSource { First = X, FirstScale = 1f }, item, block, blocks, halo: 0, x, edges: null);
            Normalize<TSimd, TVector>(item, block, blocks, x + TilePacking<TSimd, TVector>.Margin, result, lanes);
            TileStore<TSimd, TVector>.Finish(Sink, item, block, blocks, 0, channels, result, Stride);
        }
    }

    /// <summary>Computes the backward of the normalisation, in place, chunk by chunk.</summary>
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
