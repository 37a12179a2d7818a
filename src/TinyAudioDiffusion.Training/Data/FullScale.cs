using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Training.Data;

/// <summary>Keeps sounds within -1 to 1.</summary>
internal static class FullScale
{
    public static float Peak(ReadOnlySpan<float> samples) => Math.Abs(TensorPrimitives.MaxMagnitude(samples));

    /// <summary>Turns a sound down as a whole to a peak of 1 where it is beyond; tells whether it was.</summary>
    public static bool Fit(Span<float> samples)
    {
        var peak = Peak(samples);
        if (!(peak > 1))
            return false;
        TensorPrimitives.Divide(samples, peak, samples); // divided, not multiplied: the peak becomes exactly 1
        return true;
    }
}
