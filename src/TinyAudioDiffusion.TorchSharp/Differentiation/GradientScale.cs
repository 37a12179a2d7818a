namespace TinyAudioDiffusion.TorchSharp.Differentiation;

/// <summary>
/// The factor of gradients in float16 in the backward pass: the derivatives of a mean over many samples are smaller than the smallest
/// number of the type. It is a power of two, so removing it again rounds nothing.
/// </summary>
internal static class GradientScale
{
    // Far above float16's smallest number (6e-8), with room for sums below its largest (65504).
    private const float Typical = 1f / 64;

    /// <summary>Gives the factor for derivatives by their Euclidean norm and number.</summary>
    public static float For(float norm, long count)
    {
        var mean = norm / MathF.Sqrt(count);
        return mean is > 0 and < float.PositiveInfinity
            ? MathF.ScaleB(1f, Math.Clamp((int)MathF.Round(MathF.Log2(Typical / mean)), 0, 64))
            : 1f;
    }
}
