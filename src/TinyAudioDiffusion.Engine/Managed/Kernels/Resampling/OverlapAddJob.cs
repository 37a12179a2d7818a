using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// The second half of a transposed convolution: y[c, n] = sum over taps of p[c * taps + tap, (n + padding - tap) / stride], over the taps
/// for which that is a whole number within the tensor, in the order of the taps. A part is one channel of one item. Where windows are
/// aligned (<see cref="Windows"/>), the products are transposed first, so that sixteen samples are sums of contiguous pieces. Scalar twin:
/// Decode.
/// </summary>
internal unsafe struct OverlapAddJob : IParallelJob
{
    public TensorView Products;
    public TensorView Output;
    public Windows Windows;

    public readonly void Execute(int part, Scratch scratch)
    {
        var (item, channel) = (part / Output.Channels, part % Output.Channels);
        if (Windows.AreAligned)
            AddBlocks(item, channel, scratch.Reserve((long)Products.Blocks * Columns.Block * Windows.Taps));
        else
            AddSamples(item, channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddBlocks(int item, int channel, float* turned)
    {
        var taps = Windows.Taps;
        for (var block = 0; block < Products.Blocks; block++)
        {
            var from = Products.Sample(item, channel * taps, block * Columns.Block);
            Transposition.Transpose(from, Columns.Block, taps, Columns.Block, turned + ((long)block * Columns.Block * taps), taps);
        }

        for (var block = 0; block < Output.Blocks; block++)
        {
            var start = (block * Columns.Block) + Windows.Padding;
            var (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (int tap = start % Windows.Stride, at = start / Windows.Stride; tap < taps && at >= 0; tap += Windows.Stride, at--)
            {
                if (at >= Products.Samples)
                    continue;
                var piece = turned + ((long)at * taps) + tap;
                low += Vector256.Load(piece);
                high += Vector256.Load(piece + Vector256<float>.Count);
            }

            var to = Output.Sample(item, channel, block * Columns.Block);
            low.Store(to);
            high.Store(to + Vector256<float>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddSamples(int item, int channel)
    {
        for (var n = 0; n < Output.Samples; n++)
        {
            var (sum, place) = (0f, n + Windows.Padding);
            for (int tap = place % Windows.Stride, at = place / Windows.Stride; tap < Windows.Taps && at >= 0; tap += Windows.Stride, at--)
            {
                if (at < Products.Samples)
                    sum += *Products.Sample(item, (channel * Windows.Taps) + tap, at);
            }

            *Output.Sample(item, channel, n) = sum;
        }
    }
}
