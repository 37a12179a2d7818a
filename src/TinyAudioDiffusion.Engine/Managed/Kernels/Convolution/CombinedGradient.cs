using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// The gradient of a kernel with three taps from four sums instead of six products for a pair of columns: the backward of
/// <see cref="Winograd{TSimd, TVector}"/>, of which it has the same differences of samples. With the gradients y0 and y1 of a pair, and the
/// samples d0 to d3 from one before the pair to one behind it: n0 is the sum of y0 (d0 - d2), n1 of (y0 + y1) (d1 + d2), n2 of (y0 - y1)
/// (d2 - d1), n3 of y1 (d1 - d3); then dg0 = n0 + (n1 + n2) / 2, dg1 = (n1 - n2) / 2, dg2 = (n1 + n2) / 2 - n3.
/// </summary>
internal static unsafe class CombinedGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>The number of floats that the combinations of a tile take: those of the gradient, then those of the inputs.</summary>
    public static long Length(in WeightGradientPlan plan)
        => (long)Winograd.Products * (plan.Rows + plan.Group) * WeightGradientPlan.TileColumns / 2;

    /// <summary>Combines the columns of a gradient.</summary>
    /// <param name="panels">The gradient, [panels][columns][8].</param>
    /// <param name="rows">The number of outputs, a multiple of <see cref="PanelPacking.Rows"/>.</param>
    /// <param name="columns">The number of columns, an even number.</param>
    /// <param name="combined">Receives [products][panels][columns / 2][8].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CombinePanels(float* panels, int rows, int columns, float* combined)
    {
        const int Rows = PanelPacking.Rows;
        var length = (nint)rows * columns / 2;
        for (var pair = (nint)0; pair < length; pair += Rows, panels += 2 * Rows, combined += Rows)
        {
            var (y0, y1) = (Vector256.Load(panels), Vector256.Load(panels + Rows));
            y0.Store(combined);
            (y0 + y1).Store(combined + length);
            (y0 - y1).Store(combined + (2 * length));
            y1.Store(combined + (3 * length));
        }
    }

    /// <summary>Multiplies the combinations of the gradient and of some input channels, and adds to the sums.</summary>
    /// <param name="combined">What <see cref="CombinePanels"/> gave; memory for the inputs' combinations follows it.</param>
    /// <param name="rows">The number of outputs.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="inputs">The inputs, [1 + columns + 1][width].</param>
    /// <param name="width">The number of input channels.</param>
    /// <param name="sums">The sums, [rows][products][width].</param>
    /// <param name="isFirst">Whether the sums begin here.</param>
    /// <param name="ahead">The memory to prefetch meanwhile.</param>
    public static void Multiply(
        float* combined, int rows, int columns, float* inputs, int width, float* sums, bool isFirst, ref Prefetching ahead)
    {
        var (panelsLength, rowsLength) = ((nint)rows * columns / 2, (nint)width * columns / 2);
        var differences = combined + (Winograd.Products * panelsLength);
        CombineInputs(inputs, columns, width, differences);
        for (var product = 0; product < Winograd.Products; product++)
        {
            var (a, b, c) = ((nint)(combined + (product * panelsLength)), (nint)(differences + (product * rowsLength)), product * width);
            if (isFirst)
                TileGemm<TSimd, TVector>.Multiply(
                    (float*)a, rows, columns / 2, 1, null, (float*)b, width, sums + c, Winograd.Products * width, width, ref ahead);
            else
                TileGemm<TSimd, TVector>.MultiplyAdd(
                    (float*)a, rows, columns / 2, 1, (float*)b, width, sums + c, Winograd.Products * width, width, ref ahead);
        }
    }

    /// <summary>Makes the taps of an output from its sums.</summary>
    /// <param name="sums">The sums, [products][width].</param>
    /// <param name="width">The number of input channels.</param>
    /// <param name="taps">Receives [taps][width].</param>
    /// <returns><paramref name="taps"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float* Taps(float* sums, int width, float* taps)
    {
        var half = TSimd.Broadcast(0.5f);
        for (var i = 0; i < width; i += TSimd.Lanes)
        {
            var (n0, n1) = (TSimd.Load(sums + i), TSimd.Load(sums + width + i));
            var (n2, n3) = (TSimd.Load(sums + (2 * width) + i), TSimd.Load(sums + (3 * width) + i));
            var middle = TSimd.Multiply(TSimd.Add(n1, n2), half);
            TSimd.Store(taps + i, TSimd.Add(n0, middle));
            TSimd.Store(taps + width + i, TSimd.Multiply(TSimd.Subtract(n1, n2), half));
            TSimd.Store(taps + (2 * width) + i, TSimd.Subtract(middle, n3));
        }

        return taps;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CombineInputs(float* inputs, int columns, int width, float* differences)
    {
        var length = (nint)width * columns / 2;
        for (var pair = (nint)0; pair < length; pair += width, inputs += 2 * width, differences += width)
        {
            for (var i = 0; i < width; i += TSimd.Lanes)
            {
                var (d0, d1) = (TSimd.Load(inputs + i), TSimd.Load(inputs + width + i));
                var (d2, d3) = (TSimd.Load(inputs + (2 * width) + i), TSimd.Load(inputs + (3 * width) + i));
                TSimd.Store(differences + i, TSimd.Subtract(d0, d2));
                TSimd.Store(differences + length + i, TSimd.Add(d1, d2));
                TSimd.Store(differences + (2 * length) + i, TSimd.Subtract(d2, d1));
                TSimd.Store(differences + (3 * length) + i, TSimd.Subtract(d1, d3));
            }
        }
    }
}
