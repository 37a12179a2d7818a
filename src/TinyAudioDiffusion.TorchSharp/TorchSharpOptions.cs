namespace TinyAudioDiffusion.TorchSharp;

/// <summary>The resources that the TorchSharp engine uses.</summary>
public sealed class TorchSharpOptions
{
    /// <summary>
    /// Gets or sets the device of the tensors: "cpu", "cuda", "cuda:1" (the second GPU) or "mps". The engine never uses a different device.
    /// Default: "cpu".
    /// </summary>
    public string Device { get; set; } = "cpu";

    /// <summary>Gets or sets the precision of products. Default: float32.</summary>
    /// <remarks>
    /// Whether tensor cores may round float32 (TF32) is a setting of the process: engines on CUDA in one process should agree.
    /// </remarks>
    public TorchSharpPrecision Precision { get; set; }

    /// <summary>
    /// Gets or sets the number of threads that libtorch computes with on the processor, a setting of the process; 0 leaves it to libtorch.
    /// </summary>
    public int Threads { get; set; }
}
