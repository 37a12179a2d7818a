using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>
/// Adds the runs of <see cref="WeightGradientJob"/>, in their order, to the gradient. After an upsampling, the sums belong to the small
/// kernel of each phase, (w0, w1 + w2), (w0 + w1 + w2) or (w0 + w1, w2) as in <see cref="PanelPacking"/>; each tap of the kernel gets the
/// sums of all taps that it is part of.
/// </summary>
internal static unsafe class WeightGradientSum<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>The number of floats that <see cref="Add"/> needs for rows.</summary>
    public static int TemporaryLength(in WeightGradientPlan plan) => 2 * plan.Group * plan.Sums;

    /// <summary>Adds one group of input channels of some outputs.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="sums">
    /// The sums of the group in the first run; those of the next run follow at a distance of <see cref="WeightGradientPlan.Length"/>.
    /// </param>
    /// <param name="group">The group.</param>
    /// <param name="firstOutput">The first output of the kernel.</param>
    /// <param name="endOutput">The output after the last one.</param>
    /// <param name="target">The gradient to add to.</param>
    /// <param name="row">Memory for <see cref="TemporaryLength"/> floats.</param>
    public static void Add(
        in WeightGradientPlan plan, float* sums, int group, int firstOutput, int endOutput, in WeightGradientTarget target, float* row)
    {
        var width = plan.Width(group);
        var window = width * plan.Sums;
        var inputs = Math.Min(width, plan.Inputs - (group * plan.Group));
        for (var output = firstOutput; output < endOutput; output++)
        {
            if (plan.Phases == 1)
                AddRuns(plan, sums + ((long)output * window), 0, window, row);
            else
                AddPhases(plan, sums + ((long)output * window), width, row, row + window);
            var taps = plan.Combines ? CombinedGradient<TSimd, TVector>.Taps(row, width, row + window) : row;
            AddToTarget(
                taps,
                width,
                plan.Taps,
                inputs,
                target.Data + ((((long)output * target.Inputs) + target.FirstInput + (group * plan.Group)) * plan.Taps));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRuns(in WeightGradientPlan plan, float* sums, int first, int end, float* row)
    {
        var (runs, length) = (plan.Runs, plan.Length);
        for (var i = first; i < end; i += TSimd.Lanes)
        {
            var sum = TSimd.Load(sums + i);
            for (var run = 1; run < runs; run++)
                sum = TSimd.Add(sum, TSimd.Load(sums + (run * length) + i));
            TSimd.Store(row + i, sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPhases(in WeightGradientPlan plan, float* sums, int width, float* row, float* phaseRow)
    {
        new Span<float>(row, plan.Taps * width).Clear();
        for (var phase = 0; phase < plan.Phases; phase++)
        {
            var (first, count) = plan.TapsOf(phase);
            AddRuns(plan, sums + ((long)phase * plan.PhaseRows * plan.Taps * width), first * width, (first + count) * width, phaseRow);
            for (var tap = 0; tap < plan.Taps; tap++)
            {
                var from = phaseRow + (plan.TapOf(tap, phase) * width);
                var to = row + (tap * width);
                for (var i = 0; i < width; i += TSimd.Lanes)
                    TSimd.Store(to + i, TSimd.Add(TSimd.Load(to + i), TSimd.Load(from + i)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddToTarget(float* row, int width, int taps, int inputs, float* target)
    {
        if (taps == 3)
        {
            for (var input = 0; input < inputs; input++, target += 3)
            {
                target[0] += row[input];
                target[1] += row[width + input];
                target[2] += row[(2 * width) + input];
            }

            return;
        }

        for (var input = 0; input < inputs; input++)
        {
            for (var tap = 0; tap < taps; tap++)
                *target++ += row[(tap * width) + input];
        }
    }
}
