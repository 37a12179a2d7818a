using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Backward;

/// <summary>
/// Adds the runs of <see cref="WeightGradientJob"/>, in their order, to the gradient in the order of a state dict, [out, in, taps]. A part is a few outputs.
/// <para>Behind an upsampling, the rows are (output, phase) pairs of small kernels (w0, w1 + w2), (w0 + w1, w2) and (w0 + w1 + w2), as in <see cref="PanelPacking"/>, so that
/// each gradient flows to the taps that its kernel was added from.</para>
/// </summary>
internal unsafe struct WeightGradientSumJob : IVectorJob
{
    public const int OutputsPerPart = 8;

    public WeightGradientPlan Plan;
    public float* Sums;

    /// <summary>The gradient, and the input channel of it that the plan's first one is.</summary>
    public float* Target;
    public int TargetInputs;
    public int FirstInput;

    /// <summary>The number of phases; 1 for an ordinary convolution.</summary>
    public int Phases;

    private readonly int Outputs => Plan.Outputs / Phases;

    public readonly int Parts => (Outputs + OutputsPerPart - 1) / OutputsPerPart;

    /// <summary>The tap, around a sample of the lower rate, that a tap of an upsampling kernel falls on.</summary>
    public static int PhaseTap(int tap, int phase, int phases) => (phase + tap - 1) switch
    {
        < 0 => 0,
        var at => at < phases ? 1 : 2,
    };

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var window = Plan.Group * Plan.Taps;
        var row = scratch.Reserve(2L * window);
        var end = Math.Min((part + 1) * OutputsPerPart, Outputs);
        for (var output = part * OutputsPerPart; output < end; output++)
        {
            for (var group = 0; group < Plan.Groups; group++)
            {
                var width = Plan.Width(group);
                if (Phases == 1)
                    AddRuns<TSimd, TVector>(group, output, width * Plan.Taps, row);
                else
                    AddPhases<TSimd, TVector>(group, output, width, row, row + window);

                var inputs = Math.Min(width, Plan.Inputs - (group * Plan.Group));
                AddToTarget(row, width, inputs, Target + ((((long)output * TargetInputs) + FirstInput + (group * Plan.Group)) * Plan.Taps));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddRuns<TSimd, TVector>(int group, int output, int window, float* row)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var from = Sums + Plan.Offset(group) + ((long)output * window);
        for (var i = 0; i < window; i += TSimd.Lanes)
        {
            var sum = TSimd.Load(from + i);
            for (var run = 1; run < Plan.Runs; run++)
                sum = TSimd.Add(sum, TSimd.Load(from + (run * Plan.Length) + i));
            TSimd.Store(row + i, sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddPhases<TSimd, TVector>(int group, int output, int width, float* row, float* phaseRow)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        new Span<float>(row, 3 * width).Clear();
        for (var phase = 0; phase < Phases; phase++)
        {
            AddRuns<TSimd, TVector>(group, (output * Phases) + phase, 3 * width, phaseRow);
            for (var tap = 0; tap < 3; tap++)
            {
                var from = PhaseTap(tap, phase, Phases) * width;
                for (var i = 0; i < width; i += TSimd.Lanes)
                {
                    var at = row + (tap * width) + i;
                    TSimd.Store(at, TSimd.Add(TSimd.Load(at), TSimd.Load(phaseRow + from + i)));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddToTarget(float* row, int width, int inputs, float* target)
    {
        for (var input = 0; input < inputs; input++, row++)
        {
            for (var tap = 0; tap < Plan.Taps; tap++)
                *target++ += row[tap * width];
        }
    }
}
