using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// Turns up to eight rows into columns: to[column, row] = from[row, column]. Eight rows of a tile become a panel, eight channels of a block eight neighbours at each sample.
/// Rows that are missing are zeros.
/// </summary>
internal static unsafe class PanelTransposition
{
    private const int AtOnce = 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(float* from, nint fromStride, int rows, int columns, float* to, nint toStride)
    {
        var column = 0;
        if (Avx.IsSupported && rows == PanelPacking.Rows)
        {
            for (; column + AtOnce <= columns; column += AtOnce, from += AtOnce, to += AtOnce * toStride)
                TurnFour(from, fromStride, to, toStride);
        }

        for (; column < columns; column++, from++, to += toStride)
        {
            for (var row = 0; row < PanelPacking.Rows; row++)
                to[row] = row < rows ? from[row * fromStride] : 0f;
        }
    }

    /// <summary>Eight rows of four become four rows of eight: the upper half of each register takes the lower four rows, and no element crosses halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnFour(float* from, nint fromStride, float* to, nint toStride)
    {
        var lower = from + (4 * fromStride);
        var a = Vector256.Create(Vector128.Load(from), Vector128.Load(lower));
        var b = Vector256.Create(Vector128.Load(from + fromStride), Vector128.Load(lower + fromStride));
        var c = Vector256.Create(Vector128.Load(from + (2 * fromStride)), Vector128.Load(lower + (2 * fromStride)));
        var d = Vector256.Create(Vector128.Load(from + (3 * fromStride)), Vector128.Load(lower + (3 * fromStride)));
        var (ab01, ab23) = (Avx.UnpackLow(a, b).AsDouble(), Avx.UnpackHigh(a, b).AsDouble());
        var (cd01, cd23) = (Avx.UnpackLow(c, d).AsDouble(), Avx.UnpackHigh(c, d).AsDouble());
        Vector256.Store(Avx.UnpackLow(ab01, cd01).AsSingle(), to);
        Vector256.Store(Avx.UnpackHigh(ab01, cd01).AsSingle(), to + toStride);
        Vector256.Store(Avx.UnpackLow(ab23, cd23).AsSingle(), to + (2 * toStride));
        Vector256.Store(Avx.UnpackHigh(ab23, cd23).AsSingle(), to + (3 * toStride));
    }
}
