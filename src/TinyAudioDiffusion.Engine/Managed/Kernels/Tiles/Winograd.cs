using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Convolution with three taps by Winograd's F(2, 3) ("Fast Algorithms for Convolutional Neural Networks", Lavin and Gray, 2015): two
/// neighbouring columns from four products instead of six. With the kernel (g0, g1, g2) and the samples d0 to d3 from one before the pair
/// to one behind it: m0 = g0 (d0 - d2), m1 = (g0 + g1 + g2) / 2 (d1 + d2), m2 = (g0 - g1 + g2) / 2 (d2 - d1), m3 = g2 (d1 - d3); the
/// columns are m0 + m1 + m2 and m1 - m2 - m3.
/// <para>The sums over channels stand between: four multiplications of <see cref="TileGemm{TSimd, TVector}"/> with one tap and half of the
/// columns. The differences of the samples cost a few additions for each channel and the sums a few for each output, so it pays where
/// there are many of both. The kernel's four combinations are computed when a weight is packed (<see cref="PanelPacking"/>).</para>
/// <para>Every element is computed in one order, so it does not depend on width, tile or thread. Scalar twin: Convolve in the scalar
/// engine, which differs in the last bits.</para>
/// </summary>
internal static unsafe class Winograd<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>
    /// The distance of rows of half the columns of a tile: 80 columns are 320 bytes, so that rows spread over the cache sets.
    /// </summary>
    private const int Stride = (TilePlan.TileBlocks * Columns.Block / 2) + Columns.Block;

    /// <summary>The number of outputs whose products stay in the cache until they are added up.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>The number of floats that the combinations of some channels and the products take.</summary>
    public static long Length(int channels) => (long)Winograd.Products * (channels + RowsAtOnce) * Stride;

    /// <summary>Gives how many portions of memory the multiplications of a tile can prefetch.</summary>
    public static int Portions(int rows, int channels, int columns)
        => Winograd.Products * TileGemm<TSimd, TVector>.Portions(rows, channels, 1, HalfOf(columns));

    /// <summary>Combines the samples of a tile.</summary>
    /// <param name="tile">The first column of the first channel; one column before and one behind the others is read as well.</param>
    /// <param name="tileStride">The distance of channels.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="columns">The number of columns, a multiple of <see cref="Columns.Block"/>.</param>
    /// <param name="combined">Receives the combinations, [products][channels][columns / 2].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(float* tile, nint tileStride, int channels, int columns, float* combined)
    {
        var length = (nint)channels * Stride;
        for (var channel = 0; channel < channels; channel++, tile += tileStride, combined += Stride)
        {
            var to = combined;
            for (var column = 0; column < columns; column += 8, to += 4)
            {
                var (d0, d1) = Interleaving.Split(Vector128.Load(tile + column - 1), Vector128.Load(tile + column + 3));
                var (d2, d3) = Interleaving.Split(Vector128.Load(tile + column + 1), Vector128.Load(tile + column + 5));
                Vector128.Store(d0 - d2, to);
                Vector128.Store(d1 + d2, to + length);
                Vector128.Store(d2 - d1, to + (2 * length));
                Vector128.Store(d1 - d3, to + (3 * length));
            }
        }
    }

    /// <summary>Multiplies and adds up: C = bias + convolution.</summary>
    /// <param name="panels">The combinations of the kernel, [products][panels][channels][8]: the first panel of the first product.</param>
    /// <param name="productLength">The distance of products in <paramref name="panels"/>.</param>
    /// <param name="rows">The number of outputs, a multiple of <see cref="PanelPacking.Rows"/>.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="bias">The bias of each output; null for none.</param>
    /// <param name="combined">What <see cref="Combine"/> gave; memory for the products follows it.</param>
    /// <param name="c">Receives the outputs, [rows][columns].</param>
    /// <param name="cStride">The distance of outputs.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="ahead">The memory to prefetch meanwhile.</param>
    public static void Multiply(
        float* panels, nint productLength, int rows, int channels, float* bias, float* combined, float* c, nint cStride, int columns,
        ref Prefetching ahead)
    {
        var length = (nint)channels * Stride;
        var products = combined + (Winograd.Products * length);
        for (var row = 0; row < rows; row += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, rows - row);
            for (var product = 0; product < Winograd.Products; product++)
            {
                TileGemm<TSimd, TVector>.Multiply(
                    panels + (product * productLength) + ((nint)row * channels),
                    count,
                    channels,
                    1,
                    product == 1 && bias is not null ? bias + row : null,
                    combined + (product * length),
                    Stride,
                    products + (product * RowsAtOnce * Stride),
                    Stride,
                    HalfOf(columns),
                    ref ahead);
            }

            AddUp(products, count, c + (row * cStride), cStride, columns);
        }
    }

    // Whole blocks, which every vector divides; what lies behind the last pair is computed and not used.
    private static int HalfOf(int columns) => Columns.RoundUp(columns / 2);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddUp(float* products, int rows, float* c, nint cStride, int columns)
    {
        const int Length = RowsAtOnce * Stride;
        for (var row = 0; row < rows; row++, products += Stride, c += cStride)
        {
            var from = products;
            for (var column = 0; column < columns; column += 8, from += 4)
            {
                var (m0, m1) = (Vector128.Load(from), Vector128.Load(from + Length));
                var (m2, m3) = (Vector128.Load(from + (2 * Length)), Vector128.Load(from + (3 * Length)));
                var (even, odd) = (m0 + m1 + m2, m1 - m2 - m3);
                var (low, high) = Interleaving.Join(even, odd);
                Vector128.Store(low, c + column);
                Vector128.Store(high, c + column + 4);
            }
        }
    }
}

/// <summary>The numbers of Winograd's method that do not depend on the vectors.</summary>
internal static class Winograd
{
    /// <summary>The number of products of a pair of columns, and of the combinations of a kernel's taps.</summary>
    public const int Products = 4;

    // Below, the additions cost more than the multiplications save.
    private const int LeastChannels = 48;

    /// <summary>Tells whether the method is used for a kernel: by its extents alone, so that results are the same everywhere.</summary>
    public static bool Pays(int outputs, int inputs, int taps) => taps == 3 && Math.Min(outputs, inputs) >= LeastChannels;
}
