using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Attention;

/// <summary>Adds up the chunks of every item, in their order. A part is a block of samples.</summary>
internal unsafe struct ChunkSumJob : IVectorJob
{
    /// <summary>The chunks; those of an item follow each other as if they were items.</summary>
    public TensorView Chunks;
    public int ChunkCount;
    public TensorView Output;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, block) = (part / Output.Blocks, part % Output.Blocks);
        var to = Output.Block(item, block);
        for (var i = 0; i < Output.Channels * Columns.Block; i += TSimd.Lanes)
        {
            var sum = TSimd.Load(Chunks.Block(item * ChunkCount, block) + i);
            for (var chunk = 1; chunk < ChunkCount; chunk++)
                sum = TSimd.Add(sum, TSimd.Load(Chunks.Block((item * ChunkCount) + chunk, block) + i));
            TSimd.Store(to + i, sum);
        }
    }
}
