using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// The one multiplication that convolutions, projections and attention are made of: C[row, column] = bias[row] + sum over (channel, tap) of
/// A[row, channel, tap] * B[channel, column + tap].
/// <para>A: panels of eight rows, [panels][channels][taps][8] (<see cref="PanelPacking"/>). B: a tile of rows at a stride, columns side by
/// side. C: a tile, its rows rounded up to eight; its columns a multiple of <see cref="Columns.Block"/>.</para>
/// <para>Register blocking: eight rows by three vectors of columns stay in 24 registers (four by three where there are 16 registers) while
/// the sum runs, so that every vector loaded feeds eight multiply-adds and every broadcast three. A tap is a shift of the load address: a
/// convolution copies nothing.</para>
/// <para>Cache blocking: the channels are taken in runs of <see cref="ChannelsAtOnce"/>, so that three vectors of B's columns stay in the
/// first-level cache while all panels of A pass by, and A's share of the run stays in the second-level cache for the next columns; between
/// runs the sums rest in C.</para>
/// <para>Each element is one chain of fused multiply-adds from its bias on, in one order, so a result does not depend on width, tile or
/// thread. Aliasing is not allowed. Scalar twin: Convolve in the scalar engine.</para>
/// </summary>
internal static unsafe partial class TileGemm<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>First value of a sum.</summary>
    private interface IStart
    {
        static abstract TRow Row<TRow>(float* bias, int row, float* c)
            where TRow : struct, IRow<TRow>;
    }

    /// <summary>C = bias + A B; the bias may be null.</summary>
    public static void Multiply(
        float* a, int rows, int channels, int taps, float* bias, float* b, nint bStride, float* c, nint cStride, int columns)
    {
        var nothing = default(Prefetching);
        Runs<FromBias>(a, rows, channels, taps, bias, b, bStride, c, cStride, columns, ref nothing);
    }

    /// <summary>C = bias + A B, asking for memory meanwhile, in <see cref="Portions"/>.</summary>
    public static void Multiply(
        float* a, int rows, int channels, int taps, float* bias, float* b, nint bStride, float* c, nint cStride, int columns,
        ref Prefetching ahead)
        => Runs<FromBias>(a, rows, channels, taps, bias, b, bStride, c, cStride, columns, ref ahead);

    /// <summary>C += A B.</summary>
    public static void MultiplyAdd(
        float* a, int rows, int channels, int taps, float* b, nint bStride, float* c, nint cStride, int columns, ref Prefetching ahead)
        => Runs<FromTile>(a, rows, channels, taps, null, b, bStride, c, cStride, columns, ref ahead);

    /// <summary>C += A B with one tap, where A is a stretch of longer panels.</summary>
    public static void MultiplyAdd(
        float* a, nint panelLength, int rows, int channels, float* b, nint bStride, float* c, nint cStride, int columns)
    {
        var nothing = default(Prefetching);
        for (var column = 0; column < columns;)
        {
            var vectors = VectorsNext((columns - column) / TSimd.Lanes);
            Panels<FromTile>(a, panelLength, rows, channels, 1, null, b + column, bStride, c + column, cStride, vectors, ref nothing);
            column += vectors * TSimd.Lanes;
        }
    }

    /// <summary>Number of pieces of memory that a multiplication needs.</summary>
    public static int Portions(int rows, int channels, int taps, int columns)
        => (rows / PanelPacking.Rows)
            * ((channels + ChannelsAtOnce(taps) - 1) / ChannelsAtOnce(taps))
            * ((columns + (3 * TSimd.Lanes) - 1) / (3 * TSimd.Lanes));

    /// <summary>
    /// 192 steps of three vectors of 512 bits and of a panel of A: 28 KB of loads that overlap by taps, within 32 KB of first-level cache.
    /// </summary>
    private static int ChannelsAtOnce(int taps) => taps == 1 ? 128 : 192 / taps;

    private static void Runs<TStart>(
        float* a, int rows, int channels, int taps, float* bias, float* b, nint bStride, float* c, nint cStride, int columns,
        ref Prefetching ahead)
        where TStart : struct, IStart
    {
        var panelLength = (nint)channels * taps * PanelPacking.Rows;
        var atOnce = ChannelsAtOnce(taps);
        for (var channel = 0; channel < channels; channel += atOnce)
        {
            var panels = a + ((nint)channel * taps * PanelPacking.Rows);
            var count = Math.Min(atOnce, channels - channel);
            for (var column = 0; column < columns;)
            {
                var vectors = VectorsNext((columns - column) / TSimd.Lanes);
                var from = b + column + (channel * bStride);
                if (channel == 0)
                    Panels<TStart>(panels, panelLength, rows, count, taps, bias, from, bStride, c + column, cStride, vectors, ref ahead);
                else
                    Panels<FromTile>(panels, panelLength, rows, count, taps, bias, from, bStride, c + column, cStride, vectors, ref ahead);
                column += vectors * TSimd.Lanes;
            }
        }
    }

    private static void Panels<TStart>(
        float* a, nint panelLength, int rows, int channels, int taps, float* bias, float* b, nint bStride, float* c, nint cStride,
        int vectors, ref Prefetching ahead)
        where TStart : struct, IStart
    {
        for (var row = 0; row < rows; row += PanelPacking.Rows, a += panelLength, c += PanelPacking.Rows * cStride)
        {
            ahead.Continue();
            var panelBias = bias is null ? null : bias + row;
            switch (vectors)
            {
                case 3: Panel<ThreeVectors, TStart>(a, b, bStride, channels, taps, panelBias, c, cStride); break;
                case 2: Panel<TwoVectors, TStart>(a, b, bStride, channels, taps, panelBias, c, cStride); break;
                default: Panel<OneVector, TStart>(a, b, bStride, channels, taps, panelBias, c, cStride); break;
            }
        }
    }

    /// <summary>One panel, in halves where there are 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Panel<TRow, TStart>(float* a, float* b, nint bStride, int channels, int taps, float* bias, float* c, nint cStride)
        where TRow : struct, IRow<TRow>
        where TStart : struct, IStart
    {
        if (TSimd.MicroRows == PanelPacking.Rows)
        {
            Micro<EightRows<TRow>, TStart>(a, b, bStride, channels, taps, bias, c, cStride);
            return;
        }

        Micro<FourRows<TRow>, TStart>(a, b, bStride, channels, taps, bias, c, cStride);
        Micro<FourRows<TRow>, TStart>(a + 4, b, bStride, channels, taps, bias is null ? null : bias + 4, c + (4 * cStride), cStride);
    }

    /// <summary>Threes as long as they do not leave a lone one behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int VectorsNext(int left) => left switch
    {
        1 => 1,
        2 or 4 => 2,
        _ => 3,
    };

    private readonly struct FromBias : IStart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRow Row<TRow>(float* bias, int row, float* c)
            where TRow : struct, IRow<TRow>
            => TRow.Fill(bias is null ? TSimd.Zero : TSimd.Broadcast(bias[row]));
    }

    private readonly struct FromTile : IStart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRow Row<TRow>(float* bias, int row, float* c)
            where TRow : struct, IRow<TRow>
            => TRow.Load(c);
    }
}
