namespace TinyAudioDiffusion.TorchSharp;

/// <summary>What the products of convolutions and attention are computed in. Weights, normalisations, time features and what optimisers see are float32 always.</summary>
public enum TorchSharpPrecision
{
    /// <summary>Float32, as the managed engine: the same sound within rounding.</summary>
    Float32,

    /// <summary>Float32 whose factors the tensor cores of an NVIDIA GPU (Ampere or later) round to 10 bits of mantissa. Other devices compute in float32.</summary>
    Tf32,

    /// <summary>Mixed precision in bfloat16: factors and results of products have 7 bits of mantissa and the range of float32.</summary>
    BFloat16,

    /// <summary>Mixed precision in float16: 10 bits of mantissa and a small range, so that gradients are scaled on their way back.</summary>
    Half,
}
