using System.Runtime.CompilerServices;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// Lays kernels out as panels for <see cref="TileGemm{TSimd, TVector}"/>: [panels][in][taps][8], eight output rows side by side, so that the
/// micro-kernel reads its broadcast operands in order. Rows beyond the last output are zeros.
/// <para>Convolution [out, in, taps]: one such block. Transposed convolution [in, out, taps]: rows are (out, tap) pairs, one tap.</para>
/// <para>Upsampling [out, in, 3]: nearest-neighbour upsampling by f followed by three taps (w0, w1, w2) is, at the lower rate, one small convolution for each of
/// the f output phases, with fewer multiplications: the first phase has taps (w0, w1 + w2) on (x[t-1], x[t]), the last (w0 + w1, w2) on (x[t], x[t+1]), those
/// between the single tap w0 + w1 + w2; f = 1 is the plain convolution. The four blocks follow each other: plain, first, last, between.</para>
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

    /// <summary>Gives how many floats a kernel's panels take.</summary>
    public static long LengthOf(Shape shape, WeightUse use) => use switch
    {
        WeightUse.Upsampling => 8L * RoundUp(shape[0]) * shape[1],
        WeightUse.TransposedConvolution => (long)RoundUp(shape[1] * shape[2]) * shape[0],
        _ => (long)RoundUp(shape[0]) * (shape.ElementCount / shape[0]),
    };

    public static void Pack(ReadOnlySpan<float> values, Shape shape, WeightUse use, float* panels)
    {
        if (use == WeightUse.Upsampling)
            PackUpsampling(values, shape, panels);
        else if (use == WeightUse.TransposedConvolution)
            PackTransposed(values, shape, panels);
        else
            Interleave(values, shape[0], shape.ElementCount / shape[0], panels);
    }

    /// <summary>Lays the rows of a row-major matrix out as panels: eight rows are read side by side, the panel is written in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interleave(ReadOnlySpan<float> values, int rows, int depth, float* panels)
    {
        fixed (float* matrix = values)
        {
            for (var row = 0; row < rows; row += Rows, panels += (long)depth * Rows)
            {
                var from = matrix + ((long)row * depth);
                var count = Math.Min(Rows, rows - row);
                if (count < Rows)
                    new Span<float>(panels, depth * Rows).Clear();
                for (var k = 0; k < depth; k++)
                {
                    for (var r = 0; r < count; r++)
                        panels[((long)k * Rows) + r] = from[((long)r * depth) + k];
                }
            }
        }
    }

    private static void PackUpsampling(ReadOnlySpan<float> values, Shape shape, float* panels)
    {
        var (outputs, inputs) = (shape[0], shape[1]);
        var pairs = outputs * inputs;
        var first = new float[pairs * 2];
        var last = new float[pairs * 2];
        var between = new float[pairs];
        for (var i = 0; i < pairs; i++)
        {
            var (w0, w1, w2) = (values[3 * i], values[(3 * i) + 1], values[(3 * i) + 2]);
            (first[2 * i], first[(2 * i) + 1]) = (w0, w1 + w2);
            (last[2 * i], last[(2 * i) + 1]) = (w0 + w1, w2);
            between[i] = w0 + w1 + w2;
        }

        var (firstAt, lastAt, betweenAt) = UpsamplingOffsets(shape);
        Interleave(values, outputs, inputs * 3, panels);
        Interleave(first, outputs, inputs * 2, panels + firstAt);
        Interleave(last, outputs, inputs * 2, panels + lastAt);
        Interleave(between, outputs, inputs, panels + betweenAt);
    }

    private static void PackTransposed(ReadOnlySpan<float> values, Shape shape, float* panels)
    {
        var (inputs, rows) = (shape[0], shape[1] * shape[2]);
        var turned = new float[values.Length];
        for (var i = 0; i < inputs; i++)
        {
            for (var row = 0; row < rows; row++)
                turned[(row * inputs) + i] = values[(i * rows) + row];
        }

        Interleave(turned, rows, inputs, panels);
    }
}
