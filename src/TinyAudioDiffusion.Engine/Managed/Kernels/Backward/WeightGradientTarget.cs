namespace TinyAudioDiffusion.Engine.Managed.Kernels.Backward;

/// <summary>Where the gradient of a kernel goes: [out, in, taps], as in a state dict.</summary>
internal readonly unsafe struct WeightGradientTarget
{
    public float* Data { get; init; }

    /// <summary>The input channels of the kernel.</summary>
    public int Inputs { get; init; }

    /// <summary>The one that the plan's first is.</summary>
    public int FirstInput { get; init; }

    /// <summary>The number of phases of an upsampling, where the plan's outputs are (output, phase) pairs; 1 for an ordinary convolution.</summary>
    public int Phases { get; init; }

    /// <summary>The tap, around a sample of the lower rate, that a tap of an upsampling kernel falls on: sample t + floor((phase + tap - 1) / phases) of three.</summary>
    public static int PhaseTap(int tap, int phase, int phases) => (phase + tap - 1) switch
    {
        < 0 => 0,
        var at => at < phases ? 1 : 2,
    };
}
