using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Modulation;

/// <summary>
/// The backward of a modulated layer normalisation, block by block straight from memory: the channels of a block of sixteen columns are
/// contiguous (2 KB of x and 2 KB of dy for 32 channels), so a block is its own tile (<see cref="ChannelNormGradient{TSimd, TVector}"/>).
/// Sums over samples are folded for each chunk. Scalar twin: ModulateBackward.
/// </summary>
internal unsafe struct ModulationGradientJob : IVectorJob
{
    public TilePlan Plan;
    public TensorView X;
    public TensorView Gradient;
    public TensorView Output;

    /// <summary>The scales, then the shifts.</summary>
    public FeatureView Modulation;

    /// <summary>Receives the sums of every chunk, [batch, chunks, channels][dscale, dshift].</summary>
    public double* Sums;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, run) = (part / Plan.Parts, part % Plan.Parts);
        var channels = X.Channels;
        var lanesLength = channels * ChannelNormGradient<TSimd, TVector>.Length;
        var lanes = scratch.Reserve(lanesLength + (2L * channels * Columns.Block));
        var wholeX = lanes + lanesLength;
        var wholeGradient = wholeX + (channels * Columns.Block);
        for (var chunk = Plan.FirstChunk(run); chunk < Plan.FirstChunk(run + 1); chunk++)
        {
            new Span<float>(lanes, lanesLength).Clear();
            for (var block = Plan.FirstBlock(chunk); block < Plan.FirstBlock(chunk + 1); block++)
            {
                ChannelNormGradient<TSimd, TVector>.Propagate(
                    BlockEdge.Whole(X, item, block, wholeX),
                    Columns.Block,
                    BlockEdge.Whole(Gradient, item, block, wholeGradient),
                    Columns.Block,
                    Output.Block(item, block),
                    Columns.Block,
                    channels,
                    Columns.Block,
                    TileStore<TSimd, TVector>.ModulationEpsilon,
                    Modulation.Row(item),
                    addOne: true,
                    lanes);
            }

            LaneSums.Fold(lanes, 2 * channels, Sums + ((((long)item * Plan.Chunks) + chunk) * 2 * channels));
        }
    }
}
