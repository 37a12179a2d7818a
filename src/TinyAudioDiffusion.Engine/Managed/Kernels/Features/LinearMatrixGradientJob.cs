using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Features;

/// <summary>
/// The gradient of the matrix of a linear map, dW[o, i] += sum over items of dy[o] * x[i], in the element order of a state dict. Memory
/// bandwidth limits it: every element is read and written once, whatever the batch. A part is a few rows. Scalar twin: LinearBackward.
/// </summary>
internal unsafe struct LinearMatrixGradientJob : IVectorJob
{
    private const int RowsPerPart = 16;

    public FeatureView X;
    public FeatureView Gradient;
    public int Batch;

    /// <summary>The gradient of the matrix, [out, in].</summary>
    public float* Target;

    public readonly int Parts => (Gradient.Features + RowsPerPart - 1) / RowsPerPart;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var inputs = X.Features;
        var end = Math.Min((part + 1) * RowsPerPart, Gradient.Features);
        for (var output = part * RowsPerPart; output < end; output++)
        {
            var row = Target + ((long)output * inputs);
            var i = 0;
            for (; i + TSimd.Lanes <= inputs; i += TSimd.Lanes)
            {
                var sum = TSimd.Load(row + i);
                for (var item = 0; item < Batch; item++)
                    sum = TSimd.MultiplyAdd(TSimd.Broadcast(Gradient.Row(item)[output]), TSimd.Load(X.Row(item) + i), sum);
                TSimd.Store(row + i, sum);
            }

            for (; i < inputs; i++)
            {
                for (var item = 0; item < Batch; item++)
                    row[i] = MathF.FusedMultiplyAdd(Gradient.Row(item)[output], X.Row(item)[i], row[i]);
            }
        }
    }
}
