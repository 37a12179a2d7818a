using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// Turns blocks of a tensor into a tile of rows, a margin of zeros or neighbouring samples on either side, and applies on the way what stands before a
/// convolution: group normalisation and SiLU, or layer normalisation over channels. So an activation is computed once for each sample however many
/// outputs read it, and the convolution's taps become shifts inside a tile that lies in cache.
/// <para>Tile: row r at r * <see cref="Stride"/>, its first column at <see cref="Margin"/>. Columns beyond the ends of the tensor are zeros.</para>
/// </summary>
internal static unsafe class TilePacking<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>The number of columns before and behind the tile's own; the most that half a kernel may reach.</summary>
    public const int Margin = Columns.Block;

    /// <summary>The distance of rows: 160 columns are 640 bytes, so rows spread over the cache sets.</summary>
    public const int Stride = (TilePlan.TileBlocks * Columns.Block) + (2 * Margin);

    public static void Pack(in TileSource source, int item, int firstBlock, int blocks, int halo, float* tile, float* edges)
    {
        var first = source.First;
        tile += Margin;
        if (source.Affine is not null)
        {
            Activate(source.Affine + ((long)item * first.Channels * 2), first, item, firstBlock, blocks, halo, tile, edges);
            return;
        }

        Copy(first, item, firstBlock, blocks, halo, tile, source.FirstScale);
        if (source.Second.Data is not null)
            Copy(source.Second, item, firstBlock, blocks, halo, tile + ((long)first.Channels * Stride), 1f);
        else if (source.NormScale is not null)
            ChannelNorm<TSimd, TVector>.Normalize(tile, Stride, first.Channels, blocks * Columns.Block, Layers.NormalizationWeights.Epsilon, source.NormScale, source.NormShift, addOne: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(TensorView view, int item, int firstBlock, int blocks, int halo, float* tile, float scale)
    {
        var factor = TSimd.Broadcast(scale);
        for (var block = 0; block < blocks; block++)
        {
            var from = view.Block(item, firstBlock + block);
            var to = tile + (block * Columns.Block);
            for (var channel = 0; channel < view.Channels; channel++, from += Columns.Block, to += Stride)
            {
                for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
                    TSimd.Store(to + i, TSimd.Multiply(TSimd.Load(from + i), factor));
            }
        }

        ZeroBehindEnd(view, firstBlock, blocks, tile);
        var (start, end) = (firstBlock * Columns.Block, (firstBlock + blocks) * Columns.Block);
        for (var channel = 0; channel < view.Channels && halo > 0; channel++, tile += Stride)
        {
            for (var i = 1; i <= halo; i++)
            {
                tile[-i] = start >= i ? *view.Sample(item, channel, start - i) * scale : 0f;
                tile[end - start + i - 1] = end + i <= view.Samples ? *view.Sample(item, channel, end + i - 1) * scale : 0f;
            }
        }
    }

    /// <summary>The few columns of the halo of all channels go through the vector function together, at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Activate(float* affine, TensorView view, int item, int firstBlock, int blocks, int halo, float* tile, float* edges)
    {
        for (var block = 0; block < blocks; block++)
        {
            var from = view.Block(item, firstBlock + block);
            var to = tile + (block * Columns.Block);
            for (var channel = 0; channel < view.Channels; channel++, from += Columns.Block, to += Stride)
            {
                var (scale, shift) = (TSimd.Broadcast(affine[2 * channel]), TSimd.Broadcast(affine[(2 * channel) + 1]));
                for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
                    TSimd.Store(to + i, VectorMath<TSimd, TVector>.Silu(TSimd.MultiplyAdd(TSimd.Load(from + i), scale, shift)));
            }
        }

        ZeroBehindEnd(view, firstBlock, blocks, tile); // The convolution pads behind the activation.
        if (halo == 0)
            return;

        var (start, end) = (firstBlock * Columns.Block, (firstBlock + blocks) * Columns.Block);
        var left = Math.Min(start, halo);
        var right = Math.Clamp(view.Samples - end, 0, halo);
        for (var channel = 0; channel < view.Channels; channel++)
        {
            var (scale, shift) = (affine[2 * channel], affine[(2 * channel) + 1]);
            var edge = edges + (channel * 2 * halo);
            for (var i = 0; i < left; i++)
                edge[i] = MathF.FusedMultiplyAdd(*view.Sample(item, channel, start - 1 - i), scale, shift);
            for (var i = 0; i < right; i++)
                edge[halo + i] = MathF.FusedMultiplyAdd(*view.Sample(item, channel, end + i), scale, shift);
        }

        var count = view.Channels * 2 * halo;
        for (var i = 0; i < count; i += TSimd.Lanes)
            TSimd.Store(edges + i, VectorMath<TSimd, TVector>.Silu(TSimd.Load(edges + i)));
        for (var channel = 0; channel < view.Channels; channel++, tile += Stride)
        {
            var edge = edges + (channel * 2 * halo);
            for (var i = 0; i < halo; i++)
            {
                tile[-1 - i] = i < left ? edge[i] : 0f;
                tile[end - start + i] = i < right ? edge[halo + i] : 0f;
            }
        }
    }

    private static void ZeroBehindEnd(TensorView view, int firstBlock, int blocks, float* tile)
    {
        var (inside, width) = (view.Samples - (firstBlock * Columns.Block), blocks * Columns.Block);
        for (var channel = 0; channel < view.Channels && inside < width; channel++, tile += Stride)
            new Span<float>(tile + inside, width - inside).Clear();
    }
}
