using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Normalization;

/// <summary>
/// The first half of the backward of activation(groupnorm(x)): g = dy * activation'(a x + b), and the sums over columns of g and of g * n
/// with n = (x - mean) / sqrt(variance + epsilon), folded for each chunk. The second half, which needs all sums, is
/// <see cref="ChannelAffineJob"/>. Scalar twin: NormalizeGroupsBackward.
/// </summary>
internal unsafe struct GroupNormGradientJob : IVectorJob
{
    public TilePlan Plan;
    public TensorView X;
    public TensorView Gradient;

    /// <summary>Receives g.</summary>
    public TensorView Output;

    /// <summary>[batch, channels][a, b, inverse, offset], see <see cref="GroupNormGradient"/>.</summary>
    public float* Constants;

    /// <summary>Receives the sums of every chunk, [batch, chunks, channels][g, g n].</summary>
    public double* Sums;

    public Activation Activation;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, run) = (part / Plan.Parts, part % Plan.Parts);
        var length = X.Channels * Columns.Block;
        var lanes = scratch.Reserve(4L * length);
        for (var chunk = Plan.FirstChunk(run); chunk < Plan.FirstChunk(run + 1); chunk++)
        {
            new Span<float>(lanes, 2 * length).Clear();
            for (var block = Plan.FirstBlock(chunk); block < Plan.FirstBlock(chunk + 1); block++)
            {
                Propagate<TSimd, TVector>(
                    BlockEdge.Whole(X, item, block, lanes + (2 * length)),
                    BlockEdge.Whole(Gradient, item, block, lanes + (3 * length)),
                    Output.Block(item, block),
                    Constants + ((long)item * X.Channels * GroupNormGradient.Forward),
                    lanes);
            }

            LaneSums.Fold(lanes, 2 * X.Channels, Sums + ((((long)item * Plan.Chunks) + chunk) * 2 * X.Channels));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Propagate<TSimd, TVector>(float* x, float* dy, float* g, float* constants, float* lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        for (var channel = 0; channel < X.Channels; channel++)
        {
            var (a, b) = (TSimd.Broadcast(constants[0]), TSimd.Broadcast(constants[1]));
            var (inverse, offset) = (TSimd.Broadcast(constants[2]), TSimd.Broadcast(constants[3]));
            for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
            {
                var value = TSimd.Load(x + i);
                var gradient = TSimd.Load(dy + i);
                if (Activation == Activation.Gelu)
                    gradient = TSimd.Multiply(gradient, VectorMath<TSimd, TVector>.GeluDerivative(TSimd.MultiplyAdd(value, a, b)));
                else if (Activation == Activation.Silu)
                    gradient = TSimd.Multiply(gradient, VectorMath<TSimd, TVector>.SiluDerivative(TSimd.MultiplyAdd(value, a, b)));
                TSimd.Store(g + i, gradient);
                TSimd.Store(lanes + i, TSimd.Add(TSimd.Load(lanes + i), gradient));
                var weighted = lanes + Columns.Block + i;
                TSimd.Store(weighted, TSimd.MultiplyAdd(gradient, TSimd.MultiplyAdd(value, inverse, offset), TSimd.Load(weighted)));
            }

            x += Columns.Block;
            dy += Columns.Block;
            g += Columns.Block;
            constants += GroupNormGradient.Forward;
            lanes += 2 * Columns.Block;
        }
    }
}
