using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Backward;

/// <summary>
/// Lays out the operands of a sum over columns: both tensors have samples side by side, and <see cref="TileGemm{TSimd, TVector}"/>, whose inner dimension columns are now, wants
/// channels side by side. Columns behind the end are zeros, here and there.
/// </summary>
internal static unsafe class ColumnPacking<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>The floats that <see cref="PackInputs"/> needs for a block on its way.</summary>
    public const int BlockLength = Columns.Block * Columns.Block;

    /// <summary>The gradient of the output as panels, [panels][columns][8], its channels rounded up with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackGradient(TensorView view, int item, int firstBlock, int blocks, float* panels)
    {
        var whole = view.Channels / PanelPacking.Rows;
        var rest = view.Channels % PanelPacking.Rows;
        var panelLength = (nint)blocks * Columns.Block * PanelPacking.Rows;
        for (var block = 0; block < blocks; block++)
        {
            var from = view.Block(item, firstBlock + block);
            var to = panels + (block * Columns.Block * PanelPacking.Rows);
            for (var panel = 0; panel < whole; panel++, from += PanelPacking.Rows * Columns.Block, to += panelLength)
            {
                Transposition.OneSquare(from, Columns.Block, to, PanelPacking.Rows);
                Transposition.OneSquare(from + 8, Columns.Block, to + (8 * PanelPacking.Rows), PanelPacking.Rows);
            }

            if (rest > 0)
            {
                new Span<float>(to, Columns.Block * PanelPacking.Rows).Clear();
                Transposition.OneByOne(from, Columns.Block, rest, Columns.Block, to, PanelPacking.Rows);
            }
        }

        var inside = view.Samples - (firstBlock * Columns.Block);
        for (var panel = 0; panel * PanelPacking.Rows < view.Channels && inside < blocks * Columns.Block; panel++, panels += panelLength)
            new Span<float>(panels + (inside * PanelPacking.Rows), (int)panelLength - (inside * PanelPacking.Rows)).Clear();
    }

    /// <summary>Some input channels as rows, [halo + columns + halo][width], with what stands before the convolution applied.</summary>
    /// <param name="source">The input and what is applied; only its first tensor counts.</param>
    /// <param name="item">The item.</param>
    /// <param name="firstBlock">The first block.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="halo">The number of columns before and behind.</param>
    /// <param name="firstChannel">The first channel.</param>
    /// <param name="width">The number of channels, a multiple of <see cref="Columns.Block"/>; those that do not exist are zeros.</param>
    /// <param name="to">Receives the rows.</param>
    /// <param name="temporary">Memory for <see cref="BlockLength"/> floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackInputs(
        in TileSource source, int item, int firstBlock, int blocks, int halo, int firstChannel, int width, float* to, float* temporary)
    {
        var view = source.First;
        var affine = source.Affine is null ? null : source.Affine + ((((long)item * view.Channels) + firstChannel) * 2);
        for (var done = 0; done < width; done += Columns.Block)
        {
            var channels = Math.Clamp(view.Channels - firstChannel - done, 0, Columns.Block);
            var asIs = affine is null && source.FirstScale == 1f && channels == Columns.Block;
            if (channels < Columns.Block)
                new Span<float>(temporary, BlockLength).Clear();
            for (var block = 0; block < blocks; block++)
            {
                var from = view.Block(item, firstBlock + block) + ((firstChannel + done) * Columns.Block);
                if (!asIs)
                {
                    Apply(from, channels, affine is null ? null : affine + (2 * done), source.FirstScale, temporary);
                    from = temporary;
                }

                var target = to + ((halo + (block * Columns.Block)) * width) + done;
                Transposition.OneSquare(from, Columns.Block, target, width);
                Transposition.OneSquare(from + 8, Columns.Block, target + (8 * width), width);
                Transposition.OneSquare(from + (8 * Columns.Block), Columns.Block, target + 8, width);
                Transposition.OneSquare(from + (8 * Columns.Block) + 8, Columns.Block, target + (8 * width) + 8, width);
            }
        }

        var (start, end) = (firstBlock * Columns.Block, (firstBlock + blocks) * Columns.Block);
        if (view.Samples < end)
            new Span<float>(to + ((halo + view.Samples - start) * width), (end - view.Samples) * width).Clear();
        for (var i = 0; i < halo; i++)
        {
            Edge(source, affine, item, start - halo + i, firstChannel, width, to + (i * width));
            Edge(source, affine, item, end + i, firstChannel, width, to + ((halo + end - start + i) * width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(float* from, int channels, float* affine, float factor, float* to)
    {
        for (var channel = 0; channel < channels; channel++, from += Columns.Block, to += Columns.Block)
        {
            var scale = TSimd.Broadcast(affine is null ? factor : affine[2 * channel]);
            var shift = affine is null ? TSimd.Zero : TSimd.Broadcast(affine[(2 * channel) + 1]);
            for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
            {
                var value = affine is null
                    ? TSimd.Multiply(TSimd.Load(from + i), scale)
                    : VectorMath<TSimd, TVector>.Silu(TSimd.MultiplyAdd(TSimd.Load(from + i), scale, shift));
                TSimd.Store(to + i, value);
            }
        }
    }

    private static void Edge(in TileSource source, float* affine, int item, int sample, int firstChannel, int width, float* to)
    {
        var view = source.First;
        new Span<float>(to, width).Clear();
        if (sample < 0 || sample >= view.Samples)
            return;

        var channels = Math.Min(width, view.Channels - firstChannel);
        var from = view.Sample(item, firstChannel, sample);
        for (var channel = 0; channel < channels; channel++, from += Columns.Block)
            to[channel] = affine is null ? *from * source.FirstScale : MathF.FusedMultiplyAdd(*from, affine[2 * channel], affine[(2 * channel) + 1]);
        for (var i = 0; i < width && affine is not null; i += TSimd.Lanes)
            TSimd.Store(to + i, VectorMath<TSimd, TVector>.Silu(TSimd.Load(to + i)));
    }
}
