using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Layer normalisation over the channels of every column of a tile, in place: y = (x - mean) / sqrt(variance + epsilon) * scale + shift, or
/// with (1 + scale). Three passes down the rows compute the mean, the squared deviations and the result, one vector of columns at a time,
/// while the tile is in the cache. Four sums take turns, which hides the latency of additions. No sum crosses columns, so lanes stay
/// independent.
/// </summary>
internal static unsafe class ChannelNorm<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize(float* tile, int stride, int channels, int columns, float epsilon, float* scale, float* shift, bool addOne)
    {
        var share = TSimd.Broadcast(1f / channels);
        var offset = addOne ? 1f : 0f;
        for (var column = 0; column < columns; column += TSimd.Lanes)
        {
            var top = tile + column;
            var mean = TSimd.Multiply(Sum(top, stride, channels), share);
            var variance = TSimd.MultiplyAdd(SquaredDeviations(top, stride, channels, mean), share, TSimd.Broadcast(epsilon));
            var inverse = TSimd.Divide(TSimd.Broadcast(1f), TSimd.SquareRoot(variance));
            for (var channel = 0; channel < channels; channel++, top += stride)
            {
                var normal = TSimd.Multiply(TSimd.Subtract(TSimd.Load(top), mean), inverse);
                TSimd.Store(top, TSimd.MultiplyAdd(normal, TSimd.Broadcast(offset + scale[channel]), TSimd.Broadcast(shift[channel])));
            }
        }
    }

    /// <summary>Adds the rows of a vector of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TVector Sum(float* top, nint stride, int channels)
    {
        var (a, b, c, d) = (TSimd.Zero, TSimd.Zero, TSimd.Zero, TSimd.Zero);
        var channel = 0;
        for (; channel + 4 <= channels; channel += 4, top += 4 * stride)
        {
            a = TSimd.Add(a, TSimd.Load(top));
            b = TSimd.Add(b, TSimd.Load(top + stride));
            c = TSimd.Add(c, TSimd.Load(top + (2 * stride)));
            d = TSimd.Add(d, TSimd.Load(top + (3 * stride)));
        }

        for (; channel < channels; channel++, top += stride)
            a = TSimd.Add(a, TSimd.Load(top));
        return TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d));
    }

    /// <summary>Adds the squared deviations of the rows of a vector of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TVector SquaredDeviations(float* top, nint stride, int channels, TVector mean)
    {
        var (a, b, c, d) = (TSimd.Zero, TSimd.Zero, TSimd.Zero, TSimd.Zero);
        var channel = 0;
        for (; channel + 4 <= channels; channel += 4, top += 4 * stride)
        {
            var (p, q) = (TSimd.Subtract(TSimd.Load(top), mean), TSimd.Subtract(TSimd.Load(top + stride), mean));
            var (r, s) = (TSimd.Subtract(TSimd.Load(top + (2 * stride)), mean), TSimd.Subtract(TSimd.Load(top + (3 * stride)), mean));
            a = TSimd.MultiplyAdd(p, p, a);
            b = TSimd.MultiplyAdd(q, q, b);
            c = TSimd.MultiplyAdd(r, r, c);
            d = TSimd.MultiplyAdd(s, s, d);
        }

        for (; channel < channels; channel++, top += stride)
        {
            var deviation = TSimd.Subtract(TSimd.Load(top), mean);
            a = TSimd.MultiplyAdd(deviation, deviation, a);
        }

        return TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d));
    }
}
