using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>Zeros behind the last sample. There the memory of a tensor is undefined, but sums over samples need zeros.</summary>
internal static unsafe class BlockEdge
{
    /// <summary>Gives a block with zeros behind the last sample: the block of the tensor itself if it is full, otherwise a copy.</summary>
    /// <param name="view">The tensor.</param>
    /// <param name="item">The item.</param>
    /// <param name="block">The block.</param>
    /// <param name="temporary">Memory for a block, [channels][16].</param>
    /// <returns>The block of the first channel.</returns>
    public static float* Whole(TensorView view, int item, int block, float* temporary)
    {
        var own = view.Block(item, block);
        var inside = view.Samples - (block * Columns.Block);
        if (inside >= Columns.Block)
            return own;

        new Span<float>(own, view.Channels * Columns.Block).CopyTo(new Span<float>(temporary, view.Channels * Columns.Block));
        Clear(temporary, Columns.Block, view.Channels, inside);
        return temporary;
    }

    /// <summary>Sets the columns of a block of rows that hold no samples to zero.</summary>
    public static void Clear(float* block, nint stride, int rows, int inside)
    {
        for (var row = 0; row < rows && inside < Columns.Block; row++, block += stride)
            new Span<float>(block + inside, Columns.Block - inside).Clear();
    }
}
