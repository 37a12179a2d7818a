using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Sums of scaled waveforms. Every value is computed from the values at its own place with separately rounded multiplications and
/// additions, so the bits depend neither on the width of vectors nor on the place in a batch.
/// </summary>
internal static class LinearCombination
{
    /// <summary>result = a x + b y; the result may be <paramref name="x"/> itself, must not overlap <paramref name="y"/>.</summary>
    public static void Set(Span<float> result, double a, ReadOnlySpan<float> x, double b, ReadOnlySpan<float> y)
    {
        TensorPrimitives.Multiply(x, (float)a, result);
        TensorPrimitives.MultiplyAdd(y, (float)b, result, result);
    }

    /// <summary>sum = sum + a x.</summary>
    public static void Add(Span<float> sum, double a, ReadOnlySpan<float> x) => TensorPrimitives.MultiplyAdd(x, (float)a, sum, sum);
}
