using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Finishes a tile of output columns: adds the residual, modulates, and writes its rows to the tensor. The tensor is written once.
/// </summary>
internal static unsafe class TileStore<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    public const float ModulationEpsilon = 1e-6f;

    /// <summary>Finishes some output channels of a tile.</summary>
    /// <param name="sink">The steps to apply.</param>
    /// <param name="item">The item.</param>
    /// <param name="firstBlock">The first block of the output that the tile covers.</param>
    /// <param name="blocks">The number of blocks; nothing behind the last sample is written.</param>
    /// <param name="firstChannel">The channel of the tile's first row.</param>
    /// <param name="channels">The number of rows that hold channels; all of them if the output is modulated.</param>
    /// <param name="tile">The first column of the first row.</param>
    /// <param name="stride">The distance of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish(
        in TileSink sink, int item, int firstBlock, int blocks, int firstChannel, int channels, float* tile, int stride)
    {
        blocks = Math.Min(blocks, sink.Output.Blocks - firstBlock);
        if (sink.Residual.Data is not null)
            AddResidual(sink, item, firstBlock, blocks, firstChannel, channels, tile, stride);
        if (sink.Modulation is not null)
        {
            var scale = sink.Modulation + ((long)item * sink.ModulationStride);
            ChannelNorm<TSimd, TVector>.Normalize(
                tile, stride, channels, blocks * Columns.Block, ModulationEpsilon, scale, scale + channels, addOne: true);
        }

        for (var block = 0; block < blocks; block++)
        {
            var from = tile + (block * Columns.Block);
            var to = sink.Output.Block(item, firstBlock + block) + (firstChannel * Columns.Block);
            for (var channel = 0; channel < channels; channel++, from += stride, to += Columns.Block)
            {
                for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
                    TSimd.Store(to + i, TSimd.Load(from + i));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddResidual(
        in TileSink sink, int item, int firstBlock, int blocks, int firstChannel, int channels, float* tile, int stride)
    {
        var scales = sink.Scale is null ? null : sink.Scale + ((long)item * sink.ScaleStride) + firstChannel;
        for (var block = 0; block < blocks; block++)
        {
            var at = tile + (block * Columns.Block);
            var residual = sink.Residual.Block(item, firstBlock + block) + (firstChannel * Columns.Block);
            for (var channel = 0; channel < channels; channel++, at += stride, residual += Columns.Block)
            {
                var scale = TSimd.Broadcast(scales is null ? 1f : scales[channel]);
                for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
                    TSimd.Store(at + i, TSimd.MultiplyAdd(TSimd.Load(at + i), scale, TSimd.Load(residual + i)));
            }
        }
    }
}
