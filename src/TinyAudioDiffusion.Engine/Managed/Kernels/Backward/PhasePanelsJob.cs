using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Backward;

/// <summary>
/// Panels of the kernel that takes a gradient back through an upsampling. Repeating samples and convolving with (w0, w1, w2) is, for each phase of the output, a convolution of three
/// taps at the lower rate: tap k of phase p adds to the tap of sample t + floor((p + k - 1) / phases). So the way back is one convolution over (output, phase) pairs,
/// V[i, (o, p), 2 - t] = the sum of the taps k that fall on t. A part is one panel of V, eight inputs.
/// </summary>
internal unsafe struct PhasePanelsJob : IParallelJob
{
    private const int Taps = 3;

    /// <summary>The panels of W, [panels of outputs][inputs][3][8].</summary>
    public float* Panels;
    public int Outputs;
    public int Inputs;
    public int Phases;

    /// <summary>The panels of V, [panels of inputs][outputs * phases][3][8].</summary>
    public float* Result;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int part, Scratch scratch)
    {
        const int Rows = PanelPacking.Rows;
        var inputs = Math.Min(Rows, Inputs - (part * Rows));
        var panel = Result + ((nint)part * Outputs * Phases * Taps * Rows);
        new Span<float>(panel, Outputs * Phases * Taps * Rows).Clear();
        for (var output = 0; output < Outputs; output++)
        {
            var from = Panels + (((((nint)output / Rows * Inputs) + (part * Rows)) * Taps * Rows) + (output % Rows));
            for (var phase = 0; phase < Phases; phase++)
            {
                var to = panel + ((((nint)output * Phases) + phase) * Taps * Rows);
                for (var tap = 0; tap < Taps; tap++)
                {
                    var at = to + ((Taps - 1 - WeightGradientSumJob.PhaseTap(tap, phase, Phases)) * Rows);
                    for (var input = 0; input < inputs; input++)
                        at[input] += from[((input * Taps) + tap) * Rows];
                }
            }
        }
    }
}
