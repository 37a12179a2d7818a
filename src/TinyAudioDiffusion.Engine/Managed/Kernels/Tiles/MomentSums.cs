using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Gathers count, mean and sum of squared deviations of every channel over a chunk of columns, while the tiles are in the cache; the next
/// operation's group normalisation needs them. Sums use <see cref="Columns.Block"/> lanes and are taken around a pivot (the first value of
/// the channel in the chunk). So a large mean costs no precision, and the order of additions is the same at every vector width.
/// <para>Sums: [channels][pivot block | sums | squares], a column block each.</para>
/// </summary>
internal static unsafe class MomentSums<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private const int SumsAt = Columns.Block;
    private const int SquaresAt = 2 * Columns.Block;

    /// <summary>The number of floats that the sums of one channel take.</summary>
    public const int Length = 3 * Columns.Block;

    /// <summary>Adds a tile's rows.</summary>
    /// <param name="tile">The first column of the first row.</param>
    /// <param name="stride">The distance of rows.</param>
    /// <param name="channels">The number of rows.</param>
    /// <param name="columns">The number of columns that hold samples.</param>
    /// <param name="sums">The sums of the chunk.</param>
    /// <param name="isFirst">Whether the chunk begins with this tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* tile, int stride, int channels, int columns, float* sums, bool isFirst)
    {
        var whole = columns / Columns.Block * Columns.Block;
        for (var channel = 0; channel < channels; channel++, tile += stride, sums += Length)
        {
            if (isFirst)
            {
                new Span<float>(sums, Length).Clear();
                *sums = *tile;
            }

            var pivot = TSimd.Broadcast(*sums);
            for (var lane = 0; lane < Columns.Block; lane += TSimd.Lanes)
            {
                var sum = TSimd.Load(sums + SumsAt + lane);
                var squares = TSimd.Load(sums + SquaresAt + lane);
                for (var i = lane; i < whole; i += Columns.Block)
                {
                    var deviation = TSimd.Subtract(TSimd.Load(tile + i), pivot);
                    sum = TSimd.Add(sum, deviation);
                    squares = TSimd.MultiplyAdd(deviation, deviation, squares);
                }

                TSimd.Store(sums + SumsAt + lane, sum);
                TSimd.Store(sums + SquaresAt + lane, squares);
            }

            for (var i = whole; i < columns; i++)
            {
                var deviation = tile[i] - *sums;
                var lane = i - whole;
                sums[SumsAt + lane] += deviation;
                sums[SquaresAt + lane] = MathF.FusedMultiplyAdd(deviation, deviation, sums[SquaresAt + lane]);
            }
        }
    }

    /// <summary>Turns the sums of a chunk into moments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish(float* sums, int channels, int samples, float* moments)
    {
        for (var channel = 0; channel < channels; channel++, sums += Length, moments += ChannelMoments.Fields)
        {
            var sum = LaneSums.Total(sums + SumsAt);
            var squares = LaneSums.Total(sums + SquaresAt);
            moments[0] = samples;
            moments[1] = (float)(*sums + (sum / samples));
            moments[2] = (float)Math.Max(0, squares - (sum * sum / samples));
        }
    }
}
