using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Sums over columns, as gradients need them. While a chunk of columns passes by, each sum has <see cref="Columns.Block"/> lanes; at the
/// end of the chunk they are folded into one double, and the doubles of the chunks are added in order. So a sum depends on the shapes only,
/// not on vector width or threads.
/// </summary>
internal static unsafe class LaneSums
{
    /// <summary>Folds the lanes of every sum: first to four floats, always in the same way, then these in double.</summary>
    /// <param name="lanes">The lanes, [count][16].</param>
    /// <param name="count">The number of sums.</param>
    /// <param name="totals">Receives one number for each sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold(float* lanes, int count, double* totals)
    {
        for (var i = 0; i < count; i++, lanes += Columns.Block)
            totals[i] = Total(lanes);
    }

    /// <summary>Folds the lanes of one sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Total(float* lanes)
    {
        var four = (Vector128.Load(lanes) + Vector128.Load(lanes + 4)) + (Vector128.Load(lanes + 8) + Vector128.Load(lanes + 12));
        return ((double)four[0] + four[1]) + ((double)four[2] + four[3]);
    }

    /// <summary>Adds the totals of chunks, in their order, to those of the first.</summary>
    /// <param name="totals">The totals, [chunks][count].</param>
    /// <param name="chunks">The number of chunks.</param>
    /// <param name="count">The number of sums.</param>
    public static void Combine(double* totals, int chunks, int count)
    {
        for (var chunk = 1; chunk < chunks; chunk++)
        {
            var more = totals + ((long)chunk * count);
            for (var i = 0; i < count; i++)
                totals[i] += more[i];
        }
    }
}
