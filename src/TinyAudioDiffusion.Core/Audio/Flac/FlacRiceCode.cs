using System.Numerics;

namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>The cheapest Rice code of a residual: how many partitions, and the parameter of each.</summary>
/// <param name="Order">The power of two that is the number of partitions.</param>
/// <param name="Parameters">The parameter of each partition.</param>
/// <param name="Bits">The number of bits of the whole residual.</param>
internal sealed record FlacRiceCode(int Order, int[] Parameters, long Bits)
{
    private const int LargestOrder = 8; // what every decoder takes
    private const int LargestParameter = 30;
    private const int LargestShortParameter = 14; // parameters of four bits; larger ones make all take five
    private const int HeaderBits = 6;

    /// <summary>Finds the cheapest code.</summary>
    /// <param name="residual">The residual of a frame; the first values belong to the predictor and are not coded.</param>
    /// <param name="predictorOrder">The number of these first values.</param>
    /// <returns>The code; null where a value does not fit in 32 bits.</returns>
    public static FlacRiceCode? Find(ReadOnlySpan<long> residual, int predictorOrder)
    {
        var largest = 0UL;
        foreach (var value in residual[predictorOrder..])
            largest = Math.Max(largest, Fold(value));
        if (largest >= uint.MaxValue)
            return null;

        var parameters = Math.Min(LargestParameter, 64 - BitOperations.LeadingZeroCount(largest)) + 1;
        var order = Math.Min(LargestOrder, BitOperations.TrailingZeroCount(residual.Length));
        while (order > 0 && residual.Length >> order <= predictorOrder)
            order--;
        var (quotients, counts) = SumQuotients(residual, predictorOrder, 1 << order, parameters);
        FlacRiceCode? best = null;
        for (; order >= 0; order--)
        {
            var code = Choose(quotients, counts, order, parameters);
            if (best is null || code.Bits < best.Bits)
                best = code;
            Merge(quotients, counts, 1 << order);
        }

        return best;
    }

    /// <summary>Writes a residual.</summary>
    public void Write(FlacBitWriter writer, ReadOnlySpan<long> residual, int predictorOrder)
    {
        var isLong = Parameters.Max() > LargestShortParameter;
        writer.Write(2, isLong ? 1 : 0);
        writer.Write(4, Order);
        var size = residual.Length >> Order;
        for (var (i, start) = (0, predictorOrder); i < Parameters.Length; i++)
        {
            var parameter = Parameters[i];
            writer.Write(isLong ? 5 : 4, parameter);
            foreach (var value in residual[start..((i + 1) * size)])
            {
                var folded = Fold(value);
                writer.WriteUnary((long)(folded >> parameter));
                writer.Write(parameter, (long)folded);
            }

            start = (i + 1) * size;
        }
    }

    // 0, -1, 1, -2, 2 ... become 0, 1, 2, 3, 4.
    private static ulong Fold(long value) => (ulong)((value << 1) ^ (value >> 63));

    // The sum of all quotients, for each partition and parameter: partition * parameters + parameter. Two partitions together have the sum
    // of both.
    private static (long[] Quotients, int[] Counts) SumQuotients(
        ReadOnlySpan<long> residual, int predictorOrder, int partitions, int parameters)
    {
        var (quotients, counts) = (new long[partitions * parameters], new int[partitions]);
        var size = residual.Length / partitions;
        for (var (i, start) = (0, predictorOrder); i < partitions; i++)
        {
            var end = (i + 1) * size;
            var sums = quotients.AsSpan(i * parameters, parameters);
            foreach (var value in residual[start..end])
            {
                var folded = Fold(value);
                for (var parameter = 0; parameter < sums.Length && folded != 0; parameter++, folded >>= 1)
                    sums[parameter] += (long)folded;
            }

            (counts[i], start) = (end - start, end);
        }

        return (quotients, counts);
    }

    private static FlacRiceCode Choose(long[] quotients, int[] counts, int order, int parameters)
    {
        var chosen = new int[1 << order];
        var bits = 0L;
        for (var i = 0; i < chosen.Length; i++)
        {
            var least = long.MaxValue;
            for (var parameter = 0; parameter < parameters; parameter++)
            {
                var cost = quotients[(i * parameters) + parameter] + ((1L + parameter) * counts[i]);
                if (cost < least)
                    (least, chosen[i]) = (cost, parameter);
            }

            bits += least;
        }

        return new FlacRiceCode(order, chosen, HeaderBits + bits + ((chosen.Max() > LargestShortParameter ? 5 : 4) * chosen.Length));
    }

    private static void Merge(long[] quotients, int[] counts, int partitions)
    {
        var parameters = quotients.Length / counts.Length;
        for (var i = 0; i < partitions / 2; i++)
        {
            counts[i] = counts[2 * i] + counts[(2 * i) + 1];
            var (to, from) = (i * parameters, 2 * i * parameters);
            for (var parameter = 0; parameter < parameters; parameter++)
                quotients[to + parameter] = quotients[from + parameter] + quotients[from + parameters + parameter];
        }
    }
}
