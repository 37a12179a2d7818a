using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// Packs the operands of a sum over columns. Tensors have the samples of a channel side by side, but
/// <see cref="TileGemm{TSimd, TVector}"/>, with columns as its inner dimension, needs channels side by side. Columns behind the last sample
/// are zeros.
/// </summary>
internal static unsafe class ColumnPacking<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>The number of floats that <see cref="PackInputs"/> needs for the factors and addends of sixteen channels.</summary>
    public const int TemporaryLength = 2 * Columns.Block;

    /// <summary>
    /// Packs the gradient of the output as panels, [phases][panels][columns][8]; zeros fill the last panel of each phase.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackGradient(TensorView view, int phases, int item, int firstBlock, int blocks, float* panels)
    {
        const int Rows = PanelPacking.Rows;
        var (whole, rest) = (view.Channels / phases / Rows, view.Channels / phases % Rows);
        var panelLength = (nint)blocks * Columns.Block * Rows;
        var stride = (nint)phases * Columns.Block;
        for (var block = 0; block < blocks; block++)
        {
            var to = panels + (block * Columns.Block * Rows);
            for (var phase = 0; phase < phases; phase++)
            {
                var from = view.Block(item, firstBlock + block) + (phase * Columns.Block);
                for (var panel = 0; panel < whole; panel++, from += Rows * stride, to += panelLength)
                {
                    Transposition.OneSquare(from, stride, to, Rows);
                    Transposition.OneSquare(from + 8, stride, to + (8 * Rows), Rows);
                }

                if (rest == 0)
                    continue;
                new Span<float>(to, Columns.Block * Rows).Clear();
                Transposition.OneByOne(from, stride, rest, Columns.Block, to, Rows);
                to += panelLength;
            }
        }

        var count = phases * PanelPacking.RoundUp(view.Channels / phases) / Rows;
        var inside = view.Samples - (firstBlock * Columns.Block);
        for (var panel = 0; panel < count && inside < blocks * Columns.Block; panel++, panels += panelLength)
            new Span<float>(panels + (inside * Rows), (int)panelLength - (inside * Rows)).Clear();
    }

    /// <summary>
    /// Packs some input channels as rows, [halo + columns + halo][width], and applies the normalisation and activation before the
    /// convolution. It applies them after the transposition, where the factors and addends of sixteen channels stay in registers for all
    /// columns.
    /// </summary>
    /// <param name="source">The input with its normalisation; only its first tensor is used.</param>
    /// <param name="item">The item.</param>
    /// <param name="firstBlock">The first block.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="halo">The number of columns before and behind.</param>
    /// <param name="firstChannel">The first channel.</param>
    /// <param name="width">
    /// The number of channels, a multiple of <see cref="Columns.Block"/>; zeros stand for channels that do not exist.
    /// </param>
    /// <param name="rows">Receives the rows.</param>
    /// <param name="temporary">Memory for <see cref="TemporaryLength"/> floats.</param>
    public static void PackInputs(
        in TileSource source, int item, int firstBlock, int blocks, int halo, int firstChannel, int width, float* rows, float* temporary)
    {
        var view = source.First;
        var start = firstBlock * Columns.Block;
        var count = (blocks * Columns.Block) + (2 * halo);
        var channels = Math.Min(width, view.Channels - firstChannel);
        if (channels < width)
            new Span<float>(rows, count * width).Clear();
        Turn(view, item, firstBlock, blocks, firstChannel, channels, rows + (halo * width), width);
        for (var i = 0; i < halo; i++)
        {
            Gather(view, item, start - halo + i, firstChannel, channels, rows + (i * width));
            Gather(view, item, start + (blocks * Columns.Block) + i, firstChannel, channels, rows + ((count - halo + i) * width));
        }

        var affine = source.Affine is null ? null : source.Affine + ((((long)item * view.Channels) + firstChannel) * 2);
        for (var done = 0; done < channels && affine is not null; done += Columns.Block)
            Activate(rows + done, width, count, affine + (2 * done), Math.Min(Columns.Block, channels - done), temporary);
        for (var i = 0; i < count * width && source.FirstScale != 1f; i++)
            rows[i] *= source.FirstScale;

        // The zeros of the convolution's padding come after the activation.
        var (before, inside) = (Math.Max(0, halo - start), Math.Min(count, view.Samples - start + halo));
        new Span<float>(rows, before * width).Clear();
        new Span<float>(rows + (inside * width), (count - inside) * width).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(TensorView view, int item, int firstBlock, int blocks, int firstChannel, int channels, float* rows, int width)
    {
        const int Square = Transposition.Square;
        var whole = channels / Square * Square;
        for (var block = 0; block < blocks; block++, rows += Columns.Block * width)
        {
            var from = view.Block(item, firstBlock + block) + (firstChannel * Columns.Block);
            for (var channel = 0; channel < whole; channel += Square, from += Square * Columns.Block)
            {
                Transposition.OneSquare(from, Columns.Block, rows + channel, width);
                Transposition.OneSquare(from + Square, Columns.Block, rows + channel + (Square * width), width);
            }

            Transposition.OneByOne(from, Columns.Block, channels - whole, Columns.Block, rows + whole, width);
        }
    }

    /// <summary>Gathers one column, if it exists.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(TensorView view, int item, int sample, int firstChannel, int channels, float* row)
    {
        if (sample < 0 || sample >= view.Samples)
            return;
        var from = view.Sample(item, firstChannel, sample);
        for (var channel = 0; channel < channels; channel++, from += Columns.Block)
            row[channel] = *from;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Activate(float* rows, nint width, int count, float* affine, int channels, float* temporary)
    {
        new Span<float>(temporary, TemporaryLength).Clear();
        Transposition.OneByOne(affine, 2, channels, 2, temporary, Columns.Block);
        for (var lane = 0; lane < Columns.Block; lane += TSimd.Lanes)
        {
            var (scale, shift) = (TSimd.Load(temporary + lane), TSimd.Load(temporary + Columns.Block + lane));
            var row = rows + lane;
            for (var i = 0; i < count; i++, row += width)
                TSimd.Store(row, VectorMath<TSimd, TVector>.Silu(TSimd.MultiplyAdd(TSimd.Load(row), scale, shift)));
        }
    }
}
