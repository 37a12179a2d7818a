using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// Turns blocks of samples into channels, and back: narrow[c * size + p, t] = wide[c, t * size + p]. Sixteen samples of a narrow channel
/// are one sample in each <see cref="Size"/>-th place of the wide one, so the job goes through both block by block; for a size of two it
/// moves whole vectors. Scalar twins: Patch and Unpatch.
/// </summary>
internal unsafe struct PatchJob : IParallelJob
{
    private const int BlocksPerPart = 16;

    public TensorView Wide;
    public TensorView Narrow;
    public int Size;

    /// <summary>True if the job makes the wide tensor from the narrow one.</summary>
    public bool Undo;

    public readonly int PartsPerItem => (Narrow.Blocks + BlocksPerPart - 1) / BlocksPerPart;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int part, Scratch scratch)
    {
        var (item, first) = (part / PartsPerItem, part % PartsPerItem * BlocksPerPart);
        for (var block = first; block < Math.Min(first + BlocksPerPart, Narrow.Blocks); block++)
        {
            var last = Math.Min((block + 1) * Size, Wide.Blocks);
            for (var at = block * Size; at < last; at++)
            {
                var wide = Wide.Block(item, at);
                var narrow = Narrow.Block(item, block);
                for (var channel = 0; channel < Wide.Channels; channel++, wide += Columns.Block, narrow += (nint)Size * Columns.Block)
                    Move(wide, narrow, (at - (block * Size)) * Columns.Block);
            }
        }
    }

    /// <summary>Moves one wide block of a channel, whose first sample is the narrow block's sample offset / size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Move(float* wide, float* narrow, int offset)
    {
        if (Size == 2)
        {
            var even = narrow + (offset / 2);
            if (Undo)
                Interleaving.Join(even, even + Columns.Block, wide);
            else
                Interleaving.Split(wide, even, even + Columns.Block);
            return;
        }

        var (phase, sample) = (offset % Size, offset / Size);
        for (var i = 0; i < Columns.Block; i++)
        {
            var other = narrow + (phase * Columns.Block) + sample;
            if (Undo)
                wide[i] = *other;
            else
                *other = wide[i];
            if (++phase == Size)
                (phase, sample) = (0, sample + 1);
        }
    }
}
