using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Features;

/// <summary>
/// y = W x + b for a few vectors x and a matrix that is read once. Memory bandwidth limits it, so panels of eight outputs run down the
/// inputs with one Vector256 each (four panels at a time hide the latency of the chain), and every panel serves all items while it is in
/// the cache. Scalar twin: Linear.
/// </summary>
internal unsafe struct LinearJob : IParallelJob
{
    private const int PanelsAtOnce = 4;

    /// <summary>The number of panels of a part.</summary>
    public const int PanelsPerPart = 16;

    public FeatureView Input;
    public FeatureView Output;
    public int Batch;
    public float* Panels;
    public float* Bias;

    public readonly int PanelCount => (Output.Features + PanelPacking.Rows - 1) / PanelPacking.Rows;

    public readonly void Execute(int part, Scratch scratch)
    {
        var end = Math.Min(PanelCount, (part + 1) * PanelsPerPart);
        for (var panel = part * PanelsPerPart; panel < end; panel += PanelsAtOnce)
        {
            for (var item = 0; item < Batch; item++)
            {
                if (panel + PanelsAtOnce <= end)
                {
                    FourPanels(panel, Input.Row(item), Output.Row(item));
                }
                else
                {
                    for (var one = panel; one < end; one++)
                        OnePanel(one, Input.Row(item), Output.Row(item));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FourPanels(int panel, float* x, float* y)
    {
        var depth = Input.Features;
        var length = (long)depth * PanelPacking.Rows;
        var a0 = Panels + (panel * length);
        var (a1, a2, a3) = ((nint)(a0 + length), (nint)(a0 + (2 * length)), (nint)(a0 + (3 * length)));
        var (s0, s1, s2, s3) = (Start(panel), Start(panel + 1), Start(panel + 2), Start(panel + 3));
        for (var i = 0; i < depth; i++)
        {
            var at = (nint)i * PanelPacking.Rows;
            var value = Vector256.Create(x[i]);
            s0 = Vector256.FusedMultiplyAdd(Vector256.Load(a0 + at), value, s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.Load((float*)a1 + at), value, s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.Load((float*)a2 + at), value, s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.Load((float*)a3 + at), value, s3);
        }

        Store(panel, s0, y);
        Store(panel + 1, s1, y);
        Store(panel + 2, s2, y);
        Store(panel + 3, s3, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void OnePanel(int panel, float* x, float* y)
    {
        var a = Panels + ((long)panel * Input.Features * PanelPacking.Rows);
        var sum = Start(panel);
        for (var i = 0; i < Input.Features; i++)
            sum = Vector256.FusedMultiplyAdd(Vector256.Load(a + ((long)i * PanelPacking.Rows)), Vector256.Create(x[i]), sum);
        Store(panel, sum, y);
    }

    private readonly Vector256<float> Start(int panel)
        => Bias is null ? Vector256<float>.Zero : Vector256.Load(Bias + (panel * PanelPacking.Rows));

    // Rows are a whole number of column blocks long, so the last panel can be stored whole.
    private static void Store(int panel, Vector256<float> sum, float* y) => Vector256.Store(sum, y + (panel * PanelPacking.Rows));
}
