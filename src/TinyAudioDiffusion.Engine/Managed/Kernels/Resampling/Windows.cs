using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// The samples that a strided convolution reads, as rows: row tap, column t holds x[t * stride + tap - padding]. Behind the ends, x is
/// reflected or zero. Where windows begin and end on blocks of samples, sixteen windows by sixteen taps are a transposition; elsewhere,
/// and at the ends, samples are gathered one by one.
/// </summary>
internal readonly unsafe struct Windows
{
    public int Taps { get; init; }

    public int Stride { get; init; }

    public int Padding { get; init; }

    /// <summary>Whether x is reflected at its ends; otherwise it is zero behind them.</summary>
    public bool Reflect { get; init; }

    /// <summary>Gets whether every window begins and ends where a block of samples does.</summary>
    public bool AreAligned => Taps % Columns.Block == 0 && Stride % Columns.Block == 0 && Padding % Columns.Block == 0;

    /// <summary>Writes sixteen columns of all rows of a channel.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="item">The item.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="column">The first column, a multiple of <see cref="Columns.Block"/>.</param>
    /// <param name="count">The number of columns that exist; the others become zeros.</param>
    /// <param name="rows">The first of the sixteen columns in the first row.</param>
    /// <param name="rowStride">The distance of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(TensorView x, int item, int channel, int column, int count, float* rows, nint rowStride)
    {
        var first = (column * Stride) - Padding;
        var isInside = first >= 0 && first + ((Columns.Block - 1) * Stride) + Taps <= x.Samples;
        if (AreAligned && isInside && count >= Columns.Block)
        {
            var windowStride = (nint)(Stride / Columns.Block) * x.Channels * Columns.Block;
            for (var tap = 0; tap < Taps; tap += Columns.Block)
                Transposition.Transpose(
                    x.Sample(item, channel, first + tap), windowStride, Columns.Block, Columns.Block, rows + (tap * rowStride), rowStride);
            return;
        }

        var samples = x.Block(item, 0) + (channel * Columns.Block);
        var blockStride = (nint)x.Channels * Columns.Block;
        for (var tap = 0; tap < Taps; tap++, rows += rowStride)
        {
            for (var i = 0; i < Columns.Block; i++)
            {
                var at = Place(first + (i * Stride) + tap, x.Samples);
                rows[i] = i < count && (uint)at < (uint)x.Samples
                    ? samples[((uint)at / Columns.Block * blockStride) + ((uint)at % Columns.Block)]
                    : 0f;
            }
        }
    }

    /// <summary>The sample of x that stands for one behind an end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Place(int at, int samples)
    {
        if (!Reflect)
            return at;
        at = Math.Abs(at);
        return at >= samples ? (2 * (samples - 1)) - at : at;
    }
}
