using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// Layer normalisation over the channels of every column of a tile, in place:
/// y = (x - mean) / sqrt(variance + epsilon) * scale + shift, or with (1 + scale). Mean, then squared deviations, then the result: three passes down the
/// rows, a vector of columns at a time, while the tile is in cache. No sum crosses columns, so no lane meets another.
/// </summary>
internal static unsafe class ChannelNorm<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    public static void Normalize(float* tile, int stride, int channels, int columns, float epsilon, float* scale, float* shift, bool addOne)
    {
        var share = TSimd.Broadcast(1f / channels);
        var offset = addOne ? 1f : 0f;
        for (var column = 0; column < columns; column += TSimd.Lanes)
        {
            var top = tile + column;
            var sum = TSimd.Zero;
            for (var channel = 0; channel < channels; channel++)
                sum = TSimd.Add(sum, TSimd.Load(top + ((long)channel * stride)));
            var mean = TSimd.Multiply(sum, share);

            var squares = TSimd.Zero;
            for (var channel = 0; channel < channels; channel++)
            {
                var deviation = TSimd.Subtract(TSimd.Load(top + ((long)channel * stride)), mean);
                squares = TSimd.MultiplyAdd(deviation, deviation, squares);
            }

            var variance = TSimd.MultiplyAdd(squares, share, TSimd.Broadcast(epsilon));
            var inverse = TSimd.Divide(TSimd.Broadcast(1f), TSimd.SquareRoot(variance));
            for (var channel = 0; channel < channels; channel++)
            {
                var at = top + ((long)channel * stride);
                var normal = TSimd.Multiply(TSimd.Subtract(TSimd.Load(at), mean), inverse);
                TSimd.Store(at, TSimd.MultiplyAdd(normal, TSimd.Broadcast(offset + scale[channel]), TSimd.Broadcast(shift[channel])));
            }
        }
    }
}
