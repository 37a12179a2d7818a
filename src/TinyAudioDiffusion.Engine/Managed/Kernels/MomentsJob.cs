using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>Moments of a tensor whose maker did not gather them: the same sums over the same chunks.</summary>
internal unsafe struct MomentsJob : IVectorJob
{
    public TilePlan Plan;
    public TensorView Input;
    public float* Moments;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, chunk) = (part / Plan.Chunks, part % Plan.Chunks);
        var sums = scratch.Reserve((long)Input.Channels * MomentSums<TSimd, TVector>.Length);
        var start = Plan.Start(Plan.FirstTile(chunk));
        MomentSums<TSimd, TVector>.Add(Input.Row(item, 0) + start, Input.RowStride, Input.Channels, Plan.ChunkSamples(chunk), sums, isFirst: true);
        MomentSums<TSimd, TVector>.Finish(
            sums, Input.Channels, Plan.ChunkSamples(chunk), Moments + ((((long)item * Plan.Chunks) + chunk) * Input.Channels * ChannelMoments.Fields));
    }
}
