using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Packs blocks of a tensor into a tile of rows, with a margin of neighbouring samples or zeros on either side, and applies the steps
/// before a convolution: group normalisation and SiLU, or layer normalisation over channels. So an activation is computed once for each
/// sample, however many outputs read it, and the taps of the convolution become shifts within a tile that lies in the cache.
/// <para>Tile: row r begins at r * <see cref="Stride"/>, its first column at <see cref="Margin"/>. Columns beyond the ends of the tensor
/// are zeros.</para>
/// </summary>
internal static unsafe class TilePacking<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>The number of columns before and after those of the tile; the reach of half a kernel is at most this.</summary>
    public const int Margin = Columns.Block;

    /// <summary>The distance of rows: 160 columns are 640 bytes, so that rows spread over the cache sets.</summary>
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
            ChannelNorm<TSimd, TVector>.Normalize(
                tile, Stride, first.Channels, blocks * Columns.Block, NormalizationWeights.Epsilon, source.NormScale, source.NormShift,
                addOne: false);
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
        for (var i = 1; i <= halo; i++)
        {
            CopyColumn(view, item, start - i, tile - i, scale);
            CopyColumn(view, item, end + i - 1, tile + (end - start) + i - 1, scale);
        }
    }

    /// <summary>Copies one column of the halo; zeros where it does not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyColumn(TensorView view, int item, int sample, float* to, float scale)
    {
        var exists = sample >= 0 && sample < view.Samples;
        var from = view.Sample(item, 0, exists ? sample : 0);
        for (var channel = 0; channel < view.Channels; channel++, from += Columns.Block, to += Stride)
            *to = exists ? *from * scale : 0f;
    }

    /// <summary>
    /// Applies the activation. The few columns of the halo, of all channels, go through the vector function together at the end.
    /// </summary>
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
        for (var i = 0; i < halo; i++)
        {
            GatherColumn(view, item, start - 1 - i, affine, edges + i, 2 * halo);
            GatherColumn(view, item, end + i, affine, edges + halo + i, 2 * halo);
        }

        var count = view.Channels * 2 * halo;
        for (var i = 0; i < count; i += TSimd.Lanes)
            TSimd.Store(edges + i, VectorMath<TSimd, TVector>.Silu(TSimd.Load(edges + i)));
        for (var channel = 0; channel < view.Channels; channel++, tile += Stride, edges += 2 * halo)
        {
            for (var i = 0; i < halo; i++)
            {
                tile[-1 - i] = edges[i];
                tile[end - start + i] = edges[halo + i];
            }
        }
    }

    /// <summary>Gathers one column of the halo for the activation; where it does not exist, zeros, which stay zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherColumn(TensorView view, int item, int sample, float* affine, float* to, nint stride)
    {
        var exists = sample >= 0 && sample < view.Samples;
        var from = view.Sample(item, 0, exists ? sample : 0);
        for (var channel = 0; channel < view.Channels; channel++, from += Columns.Block, affine += 2, to += stride)
            *to = exists ? MathF.FusedMultiplyAdd(*from, affine[0], affine[1]) : 0f;
    }

    private static void ZeroBehindEnd(TensorView view, int firstBlock, int blocks, float* tile)
    {
        var (inside, width) = (view.Samples - (firstBlock * Columns.Block), blocks * Columns.Block);
        for (var channel = 0; channel < view.Channels && inside < width; channel++, tile += Stride)
            new Span<float>(tile + inside, width - inside).Clear();
    }
}
