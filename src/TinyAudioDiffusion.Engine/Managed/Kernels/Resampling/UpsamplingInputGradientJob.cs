using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// The gradient of the input of an upsampling, from the gradient of the output with its phases as channels, (output, phase). Each phase
/// goes back through its own small kernel (see <see cref="PanelPacking"/>), transposed, and the results add up. The rows of one phase are
/// every n-th row of the tile, so the multiplication skips the others. Scalar twin: UpsampleBackward.
/// </summary>
internal unsafe struct UpsamplingInputGradientJob : IVectorJob
{
    /// <summary>The plan of the input.</summary>
    public TilePlan Plan;
    public TensorView Gradient;
    public TensorView Output;

    /// <summary>The number of phases, at least 2.</summary>
    public int Phases;

    /// <summary>
    /// The transposed panels of the first phase (two taps), of the last phase (two taps) and of the phases between (one tap).
    /// </summary>
    public float* FirstPanels;
    public float* LastPanels;
    public float* BetweenPanels;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        var rows = PanelPacking.RoundUp(Output.Channels);
        var outputs = Gradient.Channels / Phases;
        var tile = scratch.Reserve((long)(Gradient.Channels + rows) * Stride);
        var result = tile + ((long)Gradient.Channels * Stride);
        var source = new TileSource { First = Gradient, FirstScale = 1f };
        var sink = new TileSink { Output = Output };

        var ahead = default(Prefetching);
        foreach (var at in Plan.TilesOf(part))
        {
            var (item, block, blocks) = (at.Item, at.Block, at.Blocks);
            var columns = blocks * Columns.Block;
            ahead.Begin(Phases * TileGemm<TSimd, TVector>.Portions(rows, outputs, 1, columns));
            ahead.Add(Output, item, block, blocks);
            if (at.NextBlocks > 0)
                ahead.Add(Gradient, item, at.NextBlock, at.NextBlocks);
            TilePacking<TSimd, TVector>.Pack(source, item, block, blocks, halo: 1, tile, edges: null);

            // In the forward pass, the first phase reads this sample and the one before; so its gradient comes from this sample and the
            // next. For the last phase it is the other way round.
            var phases = tile + TilePacking<TSimd, TVector>.Margin;
            TileGemm<TSimd, TVector>.Multiply(
                FirstPanels, rows, outputs, 2, null, phases, Phases * Stride, result, Stride, columns, ref ahead);
            for (var phase = 1; phase < Phases - 1; phase++)
                TileGemm<TSimd, TVector>.MultiplyAdd(
                    BetweenPanels, rows, outputs, 1, phases + (phase * Stride), Phases * Stride, result, Stride, columns, ref ahead);
            TileGemm<TSimd, TVector>.MultiplyAdd(
                LastPanels, rows, outputs, 2, phases + ((Phases - 1) * Stride) - 1, Phases * Stride, result, Stride, columns, ref ahead);
            TileStore<TSimd, TVector>.Finish(sink, item, block, blocks, 0, Output.Channels, result, Stride);
        }
    }
}
