using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>
/// Lays kernels out as panels for <see cref="TileGemm{TSimd, TVector}"/>: [panels][in][taps][8], with eight output rows side by side, so
/// that the micro-kernel reads its broadcast operands in order. Rows behind the last output are zeros.
/// <para>Convolution [out, in, taps]: one such block. Transposed convolution [in, out, taps]: the rows are pairs (out, tap), with one
/// tap.</para>
/// <para>Upsampling [out, in, 3]: nearest-neighbour upsampling by f followed by three taps (w0, w1, w2) equals, at the lower rate, one
/// small convolution for each of the f output phases, with fewer multiplications. The first phase has taps (w0, w1 + w2) on (x[t-1], x[t]),
/// the last (w0 + w1, w2) on (x[t], x[t+1]), and those between have the single tap w0 + w1 + w2; f = 1 is the plain convolution. Four
/// blocks follow each other: plain, first, last, between.</para>
/// <para>Convolution [out, in, 3] with many channels: the plain block, and behind it the four combinations of the taps of
/// <see cref="Winograd{TSimd, TVector}"/>, each with one tap.</para>
/// </summary>
internal static unsafe class PanelPacking
{
    public const int Rows = 8;

    public static int RoundUp(int rows) => (rows + Rows - 1) / Rows * Rows;

    /// <summary>Gives where the blocks of an upsampling kernel start, in floats.</summary>
    public static (long First, long Last, long Between) UpsamplingOffsets(Shape shape)
    {
        var oneTap = (long)RoundUp(shape[0]) * shape[1];
        return (3 * oneTap, 5 * oneTap, 7 * oneTap);
    }

    /// <summary>Gives whether a kernel has the combinations of its taps behind its plain block.</summary>
    public static bool HasCombinations(Shape shape, WeightUse use)
        => use == WeightUse.Convolution && shape.Rank == 3 && Winograd.Pays(shape[0], shape[1], shape[2]);

    /// <summary>Gives where the combinations of the taps of a kernel start, in floats, and the length of each.</summary>
    public static (long Start, nint Length) CombinationOffsets(Shape shape)
    {
        var oneTap = (nint)RoundUp(shape[0]) * shape[1];
        return (3L * oneTap, oneTap);
    }

    /// <summary>Gives how many floats a parameter takes in memory: its panels, or its plain values rounded up to whole blocks.</summary>
    public static long LengthOf(Shape shape, WeightUse use) => use switch
    {
        WeightUse.Values => Columns.RoundUp(shape.ElementCount),
        WeightUse.Upsampling => 8L * RoundUp(shape[0]) * shape[1],
        _ when HasCombinations(shape, use) => (3L + Winograd.Products) * RoundUp(shape[0]) * shape[1],
        WeightUse.TransposedConvolution => (long)RoundUp(shape[1] * shape[2]) * shape[0],
        _ => (long)RoundUp(shape[0]) * (shape.ElementCount / shape[0]),
    };

    /// <summary>Lays out one panel of a kernel.</summary>
    /// <param name="values">The kernel, row major.</param>
    /// <param name="shape">Its extents.</param>
    /// <param name="use">What it is used for.</param>
    /// <param name="panels">The panels.</param>
    /// <param name="panel">The panel; for an upsampling kernel, the same panel in all four blocks.</param>
    public static void Pack(float* values, Shape shape, WeightUse use, float* panels, int panel)
    {
        var (rows, depth) = MatrixOf(shape, use);
        var (first, size) = (panel * Rows, depth * Rows);
        var count = Math.Min(Rows, rows - first);
        var to = panels + ((long)panel * size);
        if (count < Rows)
            new Span<float>(to, size).Clear();
        if (use == WeightUse.TransposedConvolution)
        {
            for (var input = 0; input < depth; input++)
                Copy(values + ((long)input * rows) + first, to + (input * Rows), count);
            return;
        }

        Transposition.Transpose(values + ((long)first * depth), depth, count, depth, to, Rows);
        if (use == WeightUse.Upsampling)
            AddPhases(to, panels, shape, panel);
        else if (HasCombinations(shape, use))
            AddCombinations(to, panels, shape, panel);
    }

    /// <summary>Reads one panel of a kernel back: bit for bit the values that were laid out.</summary>
    /// <inheritdoc cref="Pack"/>
    public static void Unpack(float* values, Shape shape, WeightUse use, float* panels, int panel)
    {
        var (rows, depth) = MatrixOf(shape, use);
        var first = panel * Rows;
        var count = Math.Min(Rows, rows - first);
        var from = panels + ((long)first * depth);
        if (use != WeightUse.TransposedConvolution)
        {
            Transposition.Transpose(from, Rows, depth, count, values + ((long)first * depth), depth);
            return;
        }

        for (var input = 0; input < depth; input++)
            Copy(from + (input * Rows), values + ((long)input * rows) + first, count);
    }

    /// <summary>Gives the kernel as a matrix: its number of rows, eight of which are a panel, and the length of a row.</summary>
    public static (int Rows, int Depth) MatrixOf(Shape shape, WeightUse use)
        => use == WeightUse.TransposedConvolution ? (shape[1] * shape[2], shape[0]) : (shape[0], shape.ElementCount / shape[0]);

    private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));

    private static void AddCombinations(float* plain, float* panels, Shape shape, int panel)
    {
        var inputs = shape[1];
        var (start, length) = CombinationOffsets(shape);
        var to = panels + start + ((nint)panel * Rows * inputs);
        for (var input = 0; input < inputs; input++, plain += 3 * Rows, to += Rows)
        {
            var (g0, g1, g2) = (Vector256.Load(plain), Vector256.Load(plain + Rows), Vector256.Load(plain + (2 * Rows)));
            g0.Store(to);
            ((g0 + g2 + g1) * 0.5f).Store(to + length);
            ((g0 + g2 - g1) * 0.5f).Store(to + (2 * length));
            g2.Store(to + (3 * length));
        }
    }

    // Computes the kernels of the phases of an upsampling from a panel of the plain kernel; eight outputs are one vector.
    private static void AddPhases(float* plain, float* panels, Shape shape, int panel)
    {
        var inputs = shape[1];
        var (firstAt, lastAt, betweenAt) = UpsamplingOffsets(shape);
        var oneTap = (long)panel * Rows * inputs;
        var first = panels + firstAt + (2 * oneTap);
        var last = panels + lastAt + (2 * oneTap);
        var between = panels + betweenAt + oneTap;
        for (var input = 0; input < inputs; input++, plain += 3 * Rows, first += 2 * Rows, last += 2 * Rows, between += Rows)
        {
            var (w0, w1, w2) = (Vector256.Load(plain), Vector256.Load(plain + Rows), Vector256.Load(plain + (2 * Rows)));
            w0.Store(first);
            (w1 + w2).Store(first + Rows);
            (w0 + w1).Store(last);
            w2.Store(last + Rows);
            (w0 + w1 + w2).Store(between);
        }
    }
}
