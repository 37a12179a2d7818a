using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// The one multiplication that convolutions, projections and attention are made of:
/// C[row, column] = bias[row] + sum over (channel, tap) of A[row, channel, tap] * B[channel, column + tap].
/// <para>A: panels of eight rows, [panels][channels][taps][8] (<see cref="PanelPacking"/>). B: a tile of rows at a stride, columns side by side. C: a tile, its rows
/// rounded up to eight; its columns a multiple of <see cref="Columns.Block"/>.</para>
/// <para>Register blocking: eight rows by three vectors of columns stay in 24 registers (four by three where there are 16 registers) while the sum runs, so that every
/// vector loaded feeds eight multiply-adds and every broadcast three. A tap is a shift of the load address: a convolution copies nothing. The depth is not split: each
/// element is one chain of fused multiply-adds from its bias on, in one order, so a result does not depend on width, tile or thread.</para>
/// <para>Aliasing is not allowed. Scalar twin: Convolve in <see cref="Scalar.ScalarEngine"/>.</para>
/// </summary>
internal static unsafe partial class TileGemm<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    public static void Multiply(
        float* a, int rows, int channels, int taps, float* bias, float* b, nint bStride, float* c, nint cStride, int columns)
    {
        var panelLength = (nint)channels * taps * PanelPacking.Rows;
        for (var column = 0; column < columns;)
        {
            var vectors = VectorsNext((columns - column) / TSimd.Lanes);
            var panel = a;
            for (var row = 0; row < rows; row += PanelPacking.Rows, panel += panelLength)
            {
                var panelBias = bias is null ? null : bias + row;
                var target = c + (row * cStride) + column;
                if (TSimd.MicroRows == 8)
                {
                    switch (vectors)
                    {
                        case 3: Micro8x3(panel, b + column, bStride, channels, taps, panelBias, target, cStride); break;
                        case 2: Micro8x2(panel, b + column, bStride, channels, taps, panelBias, target, cStride); break;
                        default: Micro8x1(panel, b + column, bStride, channels, taps, panelBias, target, cStride); break;
                    }
                }
                else
                {
                    Half(panel, b + column, bStride, channels, taps, panelBias, target, cStride, vectors);
                    Half(panel + 4, b + column, bStride, channels, taps, panelBias is null ? null : panelBias + 4, target + (4 * cStride), cStride, vectors);
                }
            }

            column += vectors * TSimd.Lanes;
        }
    }

    /// <summary>Threes as long as they do not leave a lone one behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int VectorsNext(int left) => left switch
    {
        1 => 1,
        2 or 4 => 2,
        _ => 3,
    };

    private static void Half(float* a, float* b, nint bStride, int channels, int taps, float* bias, float* c, nint cStride, int vectors)
    {
        switch (vectors)
        {
            case 3: Micro4x3(a, b, bStride, channels, taps, bias, c, cStride); break;
            case 2: Micro4x2(a, b, bStride, channels, taps, bias, c, cStride); break;
            default: Micro4x1(a, b, bStride, channels, taps, bias, c, cStride); break;
        }
    }
}
