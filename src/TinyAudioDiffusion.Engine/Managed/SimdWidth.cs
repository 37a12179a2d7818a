namespace TinyAudioDiffusion.Engine.Managed;

/// <summary>The vector width that the managed engine computes with. Results are the same at every width.</summary>
public enum SimdWidth
{
    /// <summary>The widest that the processor accelerates.</summary>
    Widest,

    /// <summary>512 bits: AVX-512.</summary>
    Vector512,

    /// <summary>256 bits: AVX2.</summary>
    Vector256,

    /// <summary>128 bits: Arm AdvSimd, SSE; also where nothing is accelerated.</summary>
    Vector128,
}
