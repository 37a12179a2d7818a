namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>Where the gradient of a kernel goes: [out, in, taps], as in a state dict.</summary>
internal readonly unsafe struct WeightGradientTarget
{
    public float* Data { get; init; }

    /// <summary>The input channels of the kernel.</summary>
    public int Inputs { get; init; }

    /// <summary>The one that the plan's first is.</summary>
    public int FirstInput { get; init; }
}
