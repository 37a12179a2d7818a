using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// The first half of the backward of SiLU(groupnorm(x)): g = da * SiLU'(a x + b), and the sums over columns of g and of g * n, where n = (x
/// - mean) / sqrt(variance + epsilon). The gradient of the normalisation needs these sums. It runs over a tile of da while the tile is in
/// the cache. The second half, which needs the sums of all columns, is <see cref="ChannelAffineJob"/>.
/// </summary>
internal static unsafe class ActivationGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Stores g of some channels of a tile and adds to the lanes of their sums.</summary>
    /// <param name="x">The input of the normalisation.</param>
    /// <param name="g">Receives g.</param>
    /// <param name="item">The item.</param>
    /// <param name="firstBlock">The first block.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="firstChannel">The channel of the tile's first row.</param>
    /// <param name="channels">The number of rows that hold channels.</param>
    /// <param name="tile">da: the first column of the first row; columns behind the last sample become zeros.</param>
    /// <param name="stride">The distance of rows.</param>
    /// <param name="constants">The constants of all channels of the item, see <see cref="GroupNormGradient"/>.</param>
    /// <param name="lanes">The lanes of all channels, [channels][g | g * n][16].</param>
    /// <param name="temporary">Memory for a block of x.</param>
    public static void Propagate(
        TensorView x, TensorView g, int item, int firstBlock, int blocks, int firstChannel, int channels, float* tile, int stride,
        float* constants, float* lanes, float* temporary)
    {
        constants += firstChannel * GroupNormGradient.Forward;
        lanes += (long)firstChannel * 2 * Columns.Block;
        var inside = x.Samples - (firstBlock * Columns.Block);
        var whole = Math.Min(blocks, inside / Columns.Block);
        var blockStride = x.Channels * Columns.Block;
        Blocks(
            x.Block(item, firstBlock) + (firstChannel * Columns.Block),
            tile,
            stride,
            g.Block(item, firstBlock) + (firstChannel * Columns.Block),
            blockStride,
            whole,
            channels,
            constants,
            lanes);
        if (whole == blocks)
            return;

        var last = tile + (whole * Columns.Block);
        BlockEdge.Clear(last, stride, channels, inside - (whole * Columns.Block));
        Blocks(
            BlockEdge.Whole(x, item, firstBlock + whole, temporary) + (firstChannel * Columns.Block),
            last,
            stride,
            g.Block(item, firstBlock + whole) + (firstChannel * Columns.Block),
            blockStride,
            1,
            channels,
            constants,
            lanes);
    }

    /// <summary>Goes channel by channel, so that constants and sums stay in registers for all blocks of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks(
        float* x, float* da, nint stride, float* g, nint blockStride, int blocks, int channels, float* constants, float* lanes)
    {
        for (var channel = 0; channel < channels; channel++)
        {
            var (a, b) = (TSimd.Broadcast(constants[0]), TSimd.Broadcast(constants[1]));
            var (inverse, offset) = (TSimd.Broadcast(constants[2]), TSimd.Broadcast(constants[3]));
            for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
            {
                var (sum, weighted) = (TSimd.Load(lanes + i), TSimd.Load(lanes + Columns.Block + i));
                var from = x + i;
                var to = g + i;
                var gradients = da + i;
                for (var block = 0; block < blocks; block++, from += blockStride, to += blockStride, gradients += Columns.Block)
                {
                    var value = TSimd.Load(from);
                    var derivative = VectorMath<TSimd, TVector>.SiluDerivative(TSimd.MultiplyAdd(value, a, b));
                    var gradient = TSimd.Multiply(TSimd.Load(gradients), derivative);
                    TSimd.Store(to, gradient);
                    sum = TSimd.Add(sum, gradient);
                    weighted = TSimd.MultiplyAdd(gradient, TSimd.MultiplyAdd(value, inverse, offset), weighted);
                }

                TSimd.Store(lanes + i, sum);
                TSimd.Store(lanes + Columns.Block + i, weighted);
            }

            x += Columns.Block;
            g += Columns.Block;
            da += stride;
            lanes += 2 * Columns.Block;
            constants += GroupNormGradient.Forward;
        }
    }
}
