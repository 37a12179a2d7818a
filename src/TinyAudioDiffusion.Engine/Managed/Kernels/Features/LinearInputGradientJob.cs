using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Features;

/// <summary>
/// The gradient of the input of a linear map, dx[i] = sum over o of W[o, i] * dy[o], from the panels of W as they are. In [panels][in][8]
/// eight outputs lie side by side, so each input has eight sums, one for each place in a panel, and these are added at the end. Two panels
/// at a time halve the passes over the sums. A part is a run of 64 inputs: its sums stay in the first-level cache, and W is read once.
/// Scalar twin: LinearBackward.
/// </summary>
internal unsafe struct LinearInputGradientJob : IParallelJob
{
    private const int InputsPerPart = 64;

    /// <summary>The gradient of the output; zeros follow its features up to a whole panel.</summary>
    public FeatureView Gradient;
    public FeatureView Output;
    public int Batch;
    public float* Panels;

    public readonly int Parts => (Output.Features + InputsPerPart - 1) / InputsPerPart;

    public readonly void Execute(int part, Scratch scratch)
    {
        var first = part * InputsPerPart;
        var count = Math.Min(InputsPerPart, Output.Features - first);
        var sums = scratch.Reserve(InputsPerPart * PanelPacking.Rows);
        for (var item = 0; item < Batch; item++)
        {
            new Span<float>(sums, count * PanelPacking.Rows).Clear();
            AddPanels(first, count, Gradient.Row(item), sums);
            for (var i = 0; i < count; i++)
            {
                var eight = Vector256.Load(sums + (i * PanelPacking.Rows));
                var four = eight.GetLower() + eight.GetUpper();
                Output.Row(item)[first + i] = (four[0] + four[1]) + (four[2] + four[3]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddPanels(int first, int count, float* gradient, float* sums)
    {
        var length = (long)Output.Features * PanelPacking.Rows;
        var panels = (Gradient.Features + PanelPacking.Rows - 1) / PanelPacking.Rows;
        var panel = 0;
        for (; panel + 2 <= panels; panel += 2)
        {
            var one = Panels + (panel * length) + (first * PanelPacking.Rows);
            var two = one + length;
            var factor = Vector256.Load(gradient + (panel * PanelPacking.Rows));
            var second = Vector256.Load(gradient + ((panel + 1) * PanelPacking.Rows));
            for (var i = 0; i < count * PanelPacking.Rows; i += PanelPacking.Rows)
            {
                var sum = Vector256.FusedMultiplyAdd(Vector256.Load(one + i), factor, Vector256.Load(sums + i));
                Vector256.Store(Vector256.FusedMultiplyAdd(Vector256.Load(two + i), second, sum), sums + i);
            }
        }

        if (panel == panels)
            return;
        var last = Panels + (panel * length) + (first * PanelPacking.Rows);
        var lastFactor = Vector256.Load(gradient + (panel * PanelPacking.Rows));
        for (var i = 0; i < count * PanelPacking.Rows; i += PanelPacking.Rows)
            Vector256.Store(Vector256.FusedMultiplyAdd(Vector256.Load(last + i), lastFactor, Vector256.Load(sums + i)), sums + i);
    }
}
