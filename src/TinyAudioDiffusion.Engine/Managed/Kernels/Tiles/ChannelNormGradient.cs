using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// The backward of <see cref="ChannelNorm{TSimd, TVector}"/>. With n = (x - mean) / sqrt(variance + epsilon) and g = dy * scale (or 1 +
/// scale): dx = (g - mean(g) - n * mean(g * n)) / sqrt(variance + epsilon); over columns, dscale is the sum of dy * n and dshift the sum of
/// dy.
/// <para>Four passes down the channels of a vector of columns, while they are in the first-level cache, compute the mean, the squared
/// deviations, the sums that the gradient needs, and the gradient. Sums over channels take turns between four accumulators and stay in
/// their lane. Sums over columns use <see cref="Columns.Block"/> lanes in memory, so their order is the same at every vector width.</para>
/// <para>Sums: [channels][dscale lanes | dshift lanes], see <see cref="LaneSums"/>. Columns behind the last sample must be zeros in x and
/// in dy. Scalar twin: ModulateBackward.</para>
/// </summary>
internal static unsafe class ChannelNormGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>The number of floats that the sums of one channel take.</summary>
    public const int Length = 2 * Columns.Block;

    /// <summary>Computes dx of some columns and adds to the sums.</summary>
    /// <param name="x">The first column of the first channel of the normalised tensor.</param>
    /// <param name="xStride">The distance of its channels.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dyStride">The distance of its channels.</param>
    /// <param name="dx">Receives the gradient of x; may be <paramref name="dy"/> or <paramref name="x"/>.</param>
    /// <param name="dxStride">The distance of its channels.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="columns">The number of columns, a multiple of <see cref="Columns.Block"/>.</param>
    /// <param name="epsilon">The number that was added to the variance.</param>
    /// <param name="scale">The scale of each channel.</param>
    /// <param name="addOne">Whether one is added to the scales.</param>
    /// <param name="sums">The lanes of dscale and dshift to add to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Propagate(
        float* x, nint xStride, float* dy, nint dyStride, float* dx, nint dxStride, int channels, int columns, float epsilon, float* scale,
        bool addOne, float* sums)
    {
        var share = TSimd.Broadcast(1f / channels);
        var offset = addOne ? 1f : 0f;
        for (var column = 0; column < columns; column += TSimd.Lanes)
        {
            var mean = TSimd.Multiply(ChannelNorm<TSimd, TVector>.Sum(x + column, xStride, channels), share);
            var squares = ChannelNorm<TSimd, TVector>.SquaredDeviations(x + column, xStride, channels, mean);
            var inverse = TSimd.Divide(TSimd.Broadcast(1f), TSimd.SquareRoot(TSimd.MultiplyAdd(squares, share, TSimd.Broadcast(epsilon))));
            var lanes = sums + (column % Columns.Block);
            var (plain, weighted) = Gather(x + column, xStride, dy + column, dyStride, channels, mean, inverse, scale, offset, lanes);

            var (first, second) = (TSimd.Multiply(plain, share), TSimd.Multiply(weighted, share));
            var from = x + column;
            var gradient = dy + column;
            var to = dx + column;
            for (var channel = 0; channel < channels; channel++, from += xStride, gradient += dyStride, to += dxStride)
            {
                var normal = TSimd.Multiply(TSimd.Subtract(TSimd.Load(from), mean), inverse);
                var scaled = TSimd.Multiply(TSimd.Load(gradient), TSimd.Broadcast(offset + scale[channel]));
                var rest = TSimd.Subtract(TSimd.Subtract(scaled, first), TSimd.Multiply(normal, second));
                TSimd.Store(to, TSimd.Multiply(rest, inverse));
            }
        }
    }

    /// <summary>Computes the sums of g and of g * n over channels, and adds dy * n and dy to the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (TVector Plain, TVector Weighted) Gather(
        float* x, nint xStride, float* dy, nint dyStride, int channels, TVector mean, TVector inverse, float* scale, float offset,
        float* lanes)
    {
        var (a, b, c, d) = (TSimd.Zero, TSimd.Zero, TSimd.Zero, TSimd.Zero);
        var (p, q, r, s) = (TSimd.Zero, TSimd.Zero, TSimd.Zero, TSimd.Zero);
        var channel = 0;
        for (; channel + 4 <= channels; channel += 4, x += 4 * xStride, dy += 4 * dyStride, lanes += 4 * Length)
        {
            One(x, dy, mean, inverse, offset + scale[channel], lanes, ref a, ref p);
            One(x + xStride, dy + dyStride, mean, inverse, offset + scale[channel + 1], lanes + Length, ref b, ref q);
            One(x + (2 * xStride), dy + (2 * dyStride), mean, inverse, offset + scale[channel + 2], lanes + (2 * Length), ref c, ref r);
            One(x + (3 * xStride), dy + (3 * dyStride), mean, inverse, offset + scale[channel + 3], lanes + (3 * Length), ref d, ref s);
        }

        for (; channel < channels; channel++, x += xStride, dy += dyStride, lanes += Length)
            One(x, dy, mean, inverse, offset + scale[channel], lanes, ref a, ref p);
        return (TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), TSimd.Add(TSimd.Add(p, q), TSimd.Add(r, s)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(
        float* x, float* dy, TVector mean, TVector inverse, float scale, float* lanes, ref TVector plain, ref TVector weighted)
    {
        var normal = TSimd.Multiply(TSimd.Subtract(TSimd.Load(x), mean), inverse);
        var gradient = TSimd.Load(dy);
        var scaled = TSimd.Multiply(gradient, TSimd.Broadcast(scale));
        plain = TSimd.Add(plain, scaled);
        weighted = TSimd.MultiplyAdd(scaled, normal, weighted);
        TSimd.Store(lanes, TSimd.MultiplyAdd(gradient, normal, TSimd.Load(lanes)));
        TSimd.Store(lanes + Columns.Block, TSimd.Add(gradient, TSimd.Load(lanes + Columns.Block)));
    }
}
