namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>The gradient of a kernel to add to: [out, in, taps], as in a state dict.</summary>
internal readonly unsafe struct WeightGradientTarget
{
    public float* Data { get; init; }

    /// <summary>The number of input channels of the kernel.</summary>
    public int Inputs { get; init; }

    /// <summary>The input channel of the kernel that corresponds to the first channel of the plan.</summary>
    public int FirstInput { get; init; }
}
