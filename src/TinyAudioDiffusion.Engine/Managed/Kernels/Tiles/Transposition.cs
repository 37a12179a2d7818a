using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Transposes a matrix: to[c, r] = from[r, c], both row major with a stride. Backward passes need it: a tensor has the samples of a channel
/// side by side, but a sum over samples by <see cref="TileGemm{TSimd, TVector}"/> needs channels side by side.
/// <para>The unit is a square of eight by eight in registers. Eight rows are loaded as halves that belong together, so that two rounds of
/// shuffles within 128 bits are enough. Without 256-bit vectors, a square consists of four squares of four by four. Values are only moved,
/// so every path gives the same bits.</para>
/// <para>Scalar twin: <see cref="OneByOne"/>, which also handles the edges.</para>
/// </summary>
internal static unsafe class Transposition
{
    /// <summary>The rows and columns of a square.</summary>
    public const int Square = 8;

    /// <summary>Transposes any number of rows and columns; reads and writes nothing else.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="fromStride">The distance of rows.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="to">The first column, as a row; must not overlap.</param>
    /// <param name="toStride">The distance of columns, as rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* from, nint fromStride, int rows, int columns, float* to, nint toStride)
    {
        var (wholeRows, wholeColumns) = (rows / Square * Square, columns / Square * Square);
        for (var row = 0; row < wholeRows; row += Square)
        {
            for (var column = 0; column < wholeColumns; column += Square)
                OneSquare(from + (row * fromStride) + column, fromStride, to + (column * toStride) + row, toStride);
        }

        if (wholeColumns < columns)
            OneByOne(from + wholeColumns, fromStride, wholeRows, columns - wholeColumns, to + (wholeColumns * toStride), toStride);
        if (wholeRows < rows)
            OneByOne(from + (wholeRows * fromStride), fromStride, rows - wholeRows, columns, to + wholeRows, toStride);
    }

    /// <summary>Transposes eight rows of eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OneSquare(float* from, nint fromStride, float* to, nint toStride)
    {
        if (Avx.IsSupported)
        {
            Eight(from, fromStride, to, toStride);
            return;
        }

        Four(from, fromStride, to, toStride);
        Four(from + 4, fromStride, to + (4 * toStride), toStride);
        Four(from + (4 * fromStride), fromStride, to + 4, toStride);
        Four(from + (4 * fromStride) + 4, fromStride, to + (4 * toStride) + 4, toStride);
    }

    /// <summary>Transposes one element after the other.</summary>
    public static void OneByOne(float* from, nint fromStride, int rows, int columns, float* to, nint toStride)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                to[(column * toStride) + row] = from[(row * fromStride) + column];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(float* from, nint fromStride, float* to, nint toStride)
    {
        var lower = from + (4 * fromStride);
        Quarters(from, lower, fromStride, to, toStride);
        Quarters(from + 4, lower + 4, fromStride, to + (4 * toStride), toStride);
    }

    /// <summary>Transposes four columns of eight rows, with rows r and r + 4 in one vector, to four rows of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(float* upper, float* lower, nint stride, float* to, nint toStride)
    {
        var r0 = Vector256.Create(Vector128.Load(upper), Vector128.Load(lower));
        var r1 = Vector256.Create(Vector128.Load(upper + stride), Vector128.Load(lower + stride));
        var r2 = Vector256.Create(Vector128.Load(upper + (2 * stride)), Vector128.Load(lower + (2 * stride)));
        var r3 = Vector256.Create(Vector128.Load(upper + (3 * stride)), Vector128.Load(lower + (3 * stride)));
        var (p0, p1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        var (p2, p3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        Vector256.Store(Avx.Shuffle(p0, p2, 0b01_00_01_00), to);
        Vector256.Store(Avx.Shuffle(p0, p2, 0b11_10_11_10), to + toStride);
        Vector256.Store(Avx.Shuffle(p1, p3, 0b01_00_01_00), to + (2 * toStride));
        Vector256.Store(Avx.Shuffle(p1, p3, 0b11_10_11_10), to + (3 * toStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* from, nint fromStride, float* to, nint toStride)
    {
        if (!Interleaving.IsSupported)
        {
            OneByOne(from, fromStride, 4, 4, to, toStride);
            return;
        }

        var (r0, r1) = (Vector128.Load(from), Vector128.Load(from + fromStride));
        var (r2, r3) = (Vector128.Load(from + (2 * fromStride)), Vector128.Load(from + (3 * fromStride)));
        var (p0, p1) = (Interleaving.ZipLow(r0, r2), Interleaving.ZipHigh(r0, r2));
        var (p2, p3) = (Interleaving.ZipLow(r1, r3), Interleaving.ZipHigh(r1, r3));
        Vector128.Store(Interleaving.ZipLow(p0, p2), to);
        Vector128.Store(Interleaving.ZipHigh(p0, p2), to + toStride);
        Vector128.Store(Interleaving.ZipLow(p1, p3), to + (2 * toStride));
        Vector128.Store(Interleaving.ZipHigh(p1, p3), to + (3 * toStride));
    }
}
