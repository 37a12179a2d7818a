using System.Numerics.Tensors;

namespace TinyAudioDiffusion.TorchSharp.Differentiation;

/// <summary>
/// What gradients in float16 are multiplied with on their way back: the derivatives of a mean over many samples are smaller than the smallest number of the type. A power of
/// two, so that taking it away again rounds nothing.
/// </summary>
internal static class GradientScale
{
    // Far enough above float16's smallest (6e-8), and room for sums below its largest (65504).
    private const float Typical = 1f / 64;

    public static float For(ReadOnlySpan<float> outputGradient)
    {
        var mean = TensorPrimitives.Norm(outputGradient) / MathF.Sqrt(outputGradient.Length);
        return mean is > 0 and < float.PositiveInfinity ? MathF.ScaleB(1f, Math.Clamp((int)MathF.Round(MathF.Log2(Typical / mean)), 0, 64)) : 1f;
    }
}
