using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>Adds up the sums of several runs (<see cref="WeightGradientSum{TSimd, TVector}"/>). A part is a few outputs.</summary>
internal unsafe struct WeightGradientSumJob : IVectorJob
{
    private const int OutputsPerPart = 8;

    public WeightGradientPlan Plan;
    public WeightGradientTarget Target;
    public float* Sums;

    public readonly int Parts => (Plan.Outputs + OutputsPerPart - 1) / OutputsPerPart;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var row = scratch.Reserve(WeightGradientSum<TSimd, TVector>.TemporaryLength(Plan));
        var first = part * OutputsPerPart;
        for (var group = 0; group < Plan.Groups; group++)
            WeightGradientSum<TSimd, TVector>.Add(
                Plan, Sums + Plan.Offset(group), group, first, Math.Min(first + OutputsPerPart, Plan.Outputs), Target, row);
    }
}
