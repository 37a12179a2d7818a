using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// Packs the panels of the transposed kernel, V[i, o, t] = factor * W[o, i, taps - 1 - t], with which a gradient goes back through a
/// convolution, from the panels of W (<see cref="PanelPacking"/>). Eight rows of V are eight channels of W, so this is a transposition of
/// squares. Every backward does it anew, because weights change in training. A part is one panel of W: it is read in one piece and V is
/// written in pieces, because stores do not wait.
/// </summary>
internal unsafe struct PanelTranspositionJob : IParallelJob
{
    /// <summary>The panels of W, [panels of outputs][all inputs][taps][8].</summary>
    public float* Panels;
    public int Outputs;
    public int AllInputs;
    public int Taps;

    /// <summary>The first input channel that V has rows for.</summary>
    public int FirstInput;
    public int Inputs;
    public float Factor;

    /// <summary>The panels of V, [panels of inputs][outputs][taps][8].</summary>
    public float* Result;

    public readonly int Parts => (Outputs + PanelPacking.Rows - 1) / PanelPacking.Rows;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int part, Scratch scratch)
    {
        const int Rows = PanelPacking.Rows;
        var stride = (nint)Taps * Rows;
        var output = part * Rows;
        var outputs = Math.Min(Rows, Outputs - output);
        var from = Panels + ((((nint)part * AllInputs) + FirstInput) * stride);
        var to = Result + (output * stride);
        for (var input = 0; input < Inputs; input += Rows, from += Rows * stride, to += Outputs * stride)
        {
            var inputs = Math.Min(Rows, Inputs - input);
            var piece = new Span<float>(to, outputs * (int)stride);
            if (inputs < Rows)
                piece.Clear();
            for (var tap = 0; tap < Taps; tap++)
                Transposition.Transpose(from + (tap * Rows), stride, inputs, outputs, to + ((Taps - 1 - tap) * Rows), stride);
            for (var i = 0; i < piece.Length && Factor != 1f; i++)
                piece[i] *= Factor;
        }
    }
}
