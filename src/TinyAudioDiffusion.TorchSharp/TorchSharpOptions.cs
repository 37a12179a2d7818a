namespace TinyAudioDiffusion.TorchSharp;

/// <summary>How the TorchSharp engine uses the machine.</summary>
public sealed class TorchSharpOptions
{
    /// <summary>Gets or sets where tensors live and are computed: "cpu", "cuda", "cuda:1" (the second GPU) or "mps". Never another than what is named here. Default: "cpu".</summary>
    public string Device { get; set; } = "cpu";

    /// <summary>Gets or sets what products are computed in. Default: float32.</summary>
    /// <remarks>Whether tensor cores may round float32 (TF32) is a switch of the process: engines on CUDA in one process should agree.</remarks>
    public TorchSharpPrecision Precision { get; set; }

    /// <summary>Gets or sets how many threads libtorch computes with on the processor, a number of the process; 0 leaves it to libtorch.</summary>
    public int Threads { get; set; }
}
