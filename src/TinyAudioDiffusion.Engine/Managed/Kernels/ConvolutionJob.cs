using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// Convolution with stride 1, tile by tile: pack (with normalisation and activation), multiply, finish (residual, modulation, moments), store. A part is one
/// chunk of one item. Scalar twins: Convolve, Merge, Modulate and the projections of Attend in <see cref="Scalar.ScalarEngine"/>.
/// </summary>
internal unsafe struct ConvolutionJob : IVectorJob
{
    public TilePlan Plan;
    public TileSource Source;
    public TileSink Sink;

    /// <summary>The kernel's panels; null for the identity.</summary>
    public float* Panels;
    public float* Bias;
    public int Taps;
    public int TileColumns;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, chunk) = (part / Plan.Chunks, part % Plan.Chunks);
        var (inputs, outputs) = (Source.Channels, PanelPacking.RoundUp(Sink.Output.Channels));
        var stride = TilePacking<TSimd, TVector>.Stride(TileColumns);
        var halo = Taps / 2;

        var tile = scratch.Reserve(((long)(inputs + outputs) * stride) + ((long)outputs * MomentSums<TSimd, TVector>.Length) + (2L * halo * inputs) + Columns.Block);
        var result = tile + ((long)inputs * stride);
        var sums = result + ((long)outputs * stride);
        var haloScratch = sums + ((long)outputs * MomentSums<TSimd, TVector>.Length);

        var firstTile = Plan.FirstTile(chunk);
        for (var i = firstTile; i < Plan.FirstTile(chunk + 1); i++)
        {
            var (start, width) = (Plan.Start(i), Plan.Width(i));
            TilePacking<TSimd, TVector>.Pack(Source, item, start, width, halo, tile, stride, haloScratch);
            var finished = tile + TilePacking<TSimd, TVector>.Margin;
            if (Panels is not null)
            {
                TileGemm<TSimd, TVector>.Multiply(
                    Panels, outputs, inputs, Taps, Bias, finished - halo, stride, result, stride, width);
                finished = result;
            }

            TileStore<TSimd, TVector>.Finish(Sink, item, start, width, finished, stride, sums, i == firstTile);
        }

        TileStore<TSimd, TVector>.FinishChunk(Sink, item, chunk, Plan.ChunkSamples(chunk), sums);
    }
}
