using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;

/// <summary>y = A y + B x + C with three numbers for each channel, in place, in one pass over memory. A part is a run of blocks.</summary>
internal unsafe struct ChannelAffineJob : IVectorJob
{
    public TilePlan Plan;
    public TensorView X;
    public TensorView Y;

    /// <summary>[batch, channels][A, B, C].</summary>
    public float* Affine;

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
            var y = Y.Block(item, block);
            var affine = Affine + ((long)item * Y.Channels * 3);
            for (var channel = 0; channel < Y.Channels; channel++, x += Columns.Block, y += Columns.Block, affine += 3)
            {
                var (a, b, c) = (TSimd.Broadcast(affine[0]), TSimd.Broadcast(affine[1]), TSimd.Broadcast(affine[2]));
                for (var i = 0; i < Columns.Block; i += TSimd.Lanes)
                    TSimd.Store(y + i, TSimd.MultiplyAdd(TSimd.Load(y + i), a, TSimd.MultiplyAdd(TSimd.Load(x + i), b, c)));
            }
        }
    }
}
