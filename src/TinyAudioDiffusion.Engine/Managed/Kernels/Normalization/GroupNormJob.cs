using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Normalization;

/// <summary>
/// y = activation(a x + b) + residual with two numbers for each channel, into which a group normalisation is folded
/// (<see cref="Convolution.GroupAffine"/>): one pass over memory, sixteen columns of a channel at a time. Scalar twin: NormalizeGroupsCore.
/// </summary>
internal unsafe struct GroupNormJob : IVectorJob
{
    public TilePlan Plan;
    public TensorView X;
    public TensorView Output;

    /// <summary>A tensor to add; null data for none.</summary>
    public TensorView Residual;

    /// <summary>[batch, channels][a, b].</summary>
    public float* Affine;

    public Activation Activation;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, run) = (part / Plan.Parts, part % Plan.Parts);
        var end = Plan.FirstBlock(Plan.FirstChunk(run + 1));
        for (var block = Plan.FirstBlock(Plan.FirstChunk(run)); block < end; block++)
        {
            var x = X.Block(item, block);
            var y = Output.Block(item, block);
            var residual = Residual.Data is null ? null : Residual.Block(item, block);
            var affine = Affine + (2L * item * X.Channels);
            for (var channel = 0; channel < X.Channels; channel++, affine += 2)
            {
                var (a, b) = (TSimd.Broadcast(affine[0]), TSimd.Broadcast(affine[1]));
                for (var i = channel * Columns.Block; i < (channel + 1) * Columns.Block; i += TSimd.Lanes)
                {
                    var value = TSimd.MultiplyAdd(TSimd.Load(x + i), a, b);
                    if (Activation == Activation.Gelu)
                        value = VectorMath<TSimd, TVector>.Gelu(value);
                    else if (Activation == Activation.Silu)
                        value = VectorMath<TSimd, TVector>.Silu(value);
                    if (residual is not null)
                        value = TSimd.Add(value, TSimd.Load(residual + i));
                    TSimd.Store(y + i, value);
                }
            }
        }
    }
}
