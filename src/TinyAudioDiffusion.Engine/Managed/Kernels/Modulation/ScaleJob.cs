using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Modulation;

/// <summary>
/// y = scale * x for every channel. If another tensor is given, the job also sums x * other over samples: with x = dy and other = the
/// input, this is the backward of the operation itself. One pass over memory. Scalar twins: Scale and ScaleBackward.
/// </summary>
internal unsafe struct ScaleJob : IVectorJob
{
    public TilePlan Plan;
    public TensorView X;
    public TensorView Y;
    public FeatureView Scale;

    /// <summary>The tensor whose products with x are summed; null data for no sums.</summary>
    public TensorView Other;

    /// <summary>Receives the sums of every chunk, [batch, chunks, channels].</summary>
    public double* Sums;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, run) = (part / Plan.Parts, part % Plan.Parts);
        var length = X.Channels * Columns.Block;
        var lanes = scratch.Reserve(3L * length);
        for (var chunk = Plan.FirstChunk(run); chunk < Plan.FirstChunk(run + 1); chunk++)
        {
            new Span<float>(lanes, length).Clear();
            for (var block = Plan.FirstBlock(chunk); block < Plan.FirstBlock(chunk + 1); block++)
            {
                Multiply<TSimd, TVector>(X.Block(item, block), Scale.Row(item), Y.Block(item, block));
                if (Other.Data is not null)
                    Sum<TSimd, TVector>(
                        BlockEdge.Whole(X, item, block, lanes + length), BlockEdge.Whole(Other, item, block, lanes + (2 * length)), lanes);
            }

            if (Other.Data is not null)
                LaneSums.Fold(lanes, X.Channels, Sums + ((((long)item * Plan.Chunks) + chunk) * X.Channels));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply<TSimd, TVector>(float* x, float* scale, float* y)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        for (var channel = 0; channel < X.Channels; channel++, x += Columns.Block, y += Columns.Block)
        {
            var factor = TSimd.Broadcast(scale[channel]);
            for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
                TSimd.Store(y + i, TSimd.Multiply(TSimd.Load(x + i), factor));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Sum<TSimd, TVector>(float* x, float* other, float* lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        for (var i = 0; i < X.Channels * Columns.Block; i += TSimd.Lanes)
            TSimd.Store(lanes + i, TSimd.MultiplyAdd(TSimd.Load(x + i), TSimd.Load(other + i), TSimd.Load(lanes + i)));
    }
}
