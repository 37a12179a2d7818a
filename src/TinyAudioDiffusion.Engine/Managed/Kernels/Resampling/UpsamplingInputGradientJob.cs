using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// The gradient of what was upsampled, from the gradient of the output with its phases as channels, (output, phase): each phase goes back through its own small kernel
/// (see <see cref="PanelPacking"/>), turned, and all add up. The rows of a phase are every few rows of the tile, so the multiplication walks over the others. Scalar twin:
/// UpsampleBackward in the scalar engine.
/// </summary>
internal unsafe struct UpsamplingInputGradientJob : IVectorJob
{
    /// <summary>The plan of the input.</summary>
    public TilePlan Plan;
    public TensorView Gradient;
    public TensorView Output;

    /// <summary>The number of phases, at least 2.</summary>
    public int Phases;

    /// <summary>The turned panels of the first phase, two taps, of the last, two taps, and of those between, one tap.</summary>
    public float* FirstPanels;
    public float* LastPanels;
    public float* BetweenPanels;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, run) = (part / Plan.Parts, part % Plan.Parts);
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        var rows = PanelPacking.RoundUp(Output.Channels);
        var outputs = Gradient.Channels / Phases;
        var tile = scratch.Reserve((long)(Gradient.Channels + rows) * Stride);
        var result = tile + ((long)Gradient.Channels * Stride);
        var source = new TileSource { First = Gradient, FirstScale = 1f };
        var sink = new TileSink { Output = Output };

        var ahead = default(Prefetching);
        var end = Plan.FirstBlock(Plan.FirstChunk(run + 1));
        for (var block = Plan.FirstBlock(Plan.FirstChunk(run)); block < end; block += TilePlan.TileBlocks)
        {
            var blocks = Math.Min(TilePlan.TileBlocks, end - block);
            var columns = blocks * Columns.Block;
            ahead.Begin(Phases * TileGemm<TSimd, TVector>.Portions(rows, outputs, 1, columns));
            ahead.Add(Output, item, block, blocks);
            if (block + blocks < end)
                ahead.Add(Gradient, item, block + blocks, Math.Min(TilePlan.TileBlocks, end - block - blocks));
            TilePacking<TSimd, TVector>.Pack(source, item, block, blocks, halo: 1, tile, edges: null);

            // The first phase added to this sample and the one before, so it comes back from this one and the next; the last phase the other way round.
            var at = tile + TilePacking<TSimd, TVector>.Margin;
            TileGemm<TSimd, TVector>.Multiply(FirstPanels, rows, outputs, 2, null, at, Phases * Stride, result, Stride, columns, ref ahead);
            for (var phase = 1; phase < Phases - 1; phase++)
                TileGemm<TSimd, TVector>.MultiplyAdd(BetweenPanels, rows, outputs, 1, at + (phase * Stride), Phases * Stride, result, Stride, columns, ref ahead);
            TileGemm<TSimd, TVector>.MultiplyAdd(LastPanels, rows, outputs, 2, at + ((Phases - 1) * Stride) - 1, Phases * Stride, result, Stride, columns, ref ahead);
            TileStore<TSimd, TVector>.Finish(sink, item, block, blocks, 0, Output.Channels, result, Stride);
        }
    }
}
