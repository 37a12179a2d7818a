using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// Copies the columns [start, start + width) of all channels into a tile, a margin of zeros or neighbouring samples on either side, and applies on the way
/// what stands before a convolution: group normalisation and SiLU, or layer normalisation over channels. So an activation is computed once for each
/// sample however many outputs read it, and the convolution's taps become shifts inside a tile that lies in cache.
/// <para>Tile: row r at r * <see cref="Stride"/>, its first column at <see cref="Margin"/>. Columns beyond the ends of the tensor are zeros.</para>
/// </summary>
internal static unsafe class TilePacking<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>The number of columns before and behind the tile's own; the most that half a kernel may reach.</summary>
    public const int Margin = Columns.Block;

    /// <summary>The distance of rows: not a multiple of 1 KB, so that rows do not share cache sets.</summary>
    public static int Stride(int columns)
    {
        var stride = columns + (2 * Margin);
        return stride % 256 == 0 ? stride + Columns.Block : stride;
    }

    public static void Pack(in TileSource source, int item, int start, int width, int halo, float* tile, int stride, float* scratch)
    {
        var first = source.First;
        for (var channel = 0; channel < first.Channels; channel++)
            Copy(first, item, channel, start, width, halo, tile + ((long)channel * stride) + Margin, source.FirstScale);
        if (source.Second.Data is not null)
        {
            for (var channel = 0; channel < source.Second.Channels; channel++)
                Copy(source.Second, item, channel, start, width, halo, tile + ((long)(first.Channels + channel) * stride) + Margin, 1f);
        }

        if (source.Affine is not null)
            Activate(source.Affine + ((long)item * first.Channels * 2), first, start, width, halo, tile + Margin, stride, scratch);
        else if (source.NormScale is not null)
            ChannelNorm<TSimd, TVector>.Normalize(tile + Margin, stride, first.Channels, width, NormalizationEpsilon, source.NormScale, source.NormShift, addOne: false);
    }

    private const float NormalizationEpsilon = Layers.NormalizationWeights.Epsilon;

    private static void Copy(TensorView view, int item, int channel, int start, int width, int halo, float* target, float scale)
    {
        var row = view.Row(item, channel) + start;
        var inside = Math.Min(width, view.Samples - start);
        var whole = inside / Columns.Block * Columns.Block;
        if (scale == 1f)
        {
            for (var i = 0; i < whole; i += TSimd.Lanes)
                TSimd.Store(target + i, TSimd.Load(row + i));
        }
        else
        {
            var factor = TSimd.Broadcast(scale);
            for (var i = 0; i < whole; i += TSimd.Lanes)
                TSimd.Store(target + i, TSimd.Multiply(TSimd.Load(row + i), factor));
        }

        for (var i = whole; i < width; i++)
            target[i] = i < inside ? row[i] * scale : 0f;
        for (var i = 1; i <= halo; i++)
        {
            target[-i] = start - i >= 0 ? row[-i] * scale : 0f;
            target[width + i - 1] = start + width + i <= view.Samples ? row[width + i - 1] * scale : 0f;
        }
    }

    private static void Activate(float* affine, TensorView view, int start, int width, int halo, float* tile, int stride, float* scratch)
    {
        var samplesRight = Math.Clamp(view.Samples - start - width, 0, halo);
        var samplesLeft = Math.Min(start, halo);
        var inside = Math.Min(width, view.Samples - start);
        for (var channel = 0; channel < view.Channels; channel++)
        {
            var row = tile + ((long)channel * stride);
            var (scale, shift) = (affine[2 * channel], affine[(2 * channel) + 1]);
            var (scales, shifts) = (TSimd.Broadcast(scale), TSimd.Broadcast(shift));
            for (var i = 0; i < width; i += TSimd.Lanes)
                TSimd.Store(row + i, VectorMath<TSimd, TVector>.Silu(TSimd.MultiplyAdd(TSimd.Load(row + i), scales, shifts)));
            for (var i = inside; i < width; i++)
                row[i] = 0f; // The convolution pads behind the activation.

            // The few columns of the halo go through the same vector function together, below.
            for (var i = 0; i < halo; i++)
            {
                scratch[(channel * 2 * halo) + i] = MathF.FusedMultiplyAdd(row[-1 - i], scale, shift);
                scratch[(channel * 2 * halo) + halo + i] = MathF.FusedMultiplyAdd(row[width + i], scale, shift);
            }
        }

        var count = view.Channels * 2 * halo;
        for (var i = 0; i < count; i += TSimd.Lanes)
            TSimd.Store(scratch + i, VectorMath<TSimd, TVector>.Silu(TSimd.Load(scratch + i)));
        for (var channel = 0; channel < view.Channels; channel++)
        {
            var row = tile + ((long)channel * stride);
            for (var i = 0; i < halo; i++)
            {
                row[-1 - i] = i < samplesLeft ? scratch[(channel * 2 * halo) + i] : 0f;
                row[width + i] = i < samplesRight ? scratch[(channel * 2 * halo) + halo + i] : 0f;
            }
        }
    }
}
