namespace TinyAudioDiffusion.TorchSharp;

/// <summary>
/// The precision of products in convolutions and attention. Weights, normalisations, time features and the values that optimisers see are
/// always float32.
/// </summary>
public enum TorchSharpPrecision
{
    /// <summary>Float32, like the managed engine: the same sound within rounding.</summary>
    Float32,

    /// <summary>
    /// Float32 whose factors an NVIDIA GPU (Ampere or later) rounds to 10 bits of mantissa in its tensor cores. Other devices compute in
    /// float32.
    /// </summary>
    Tf32,

    /// <summary>Mixed precision in bfloat16: factors and results of products have 7 bits of mantissa and the range of float32.</summary>
    BFloat16,

    /// <summary>Mixed precision in float16: 10 bits of mantissa and a small range, so the backward pass scales gradients.</summary>
    Half,
}
