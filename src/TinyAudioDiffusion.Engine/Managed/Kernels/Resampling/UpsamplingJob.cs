using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// Nearest-neighbour upsampling and the convolution after it, computed as one small convolution for each output phase at the lower rate
/// (see <see cref="PanelPacking"/>). Then the phases are interleaved, and skip + scale * y is formed. Scalar twin: Upsample.
/// </summary>
internal unsafe struct UpsamplingJob : IVectorJob
{
    /// <summary>The plan of the input.</summary>
    public TilePlan Plan;
    public TensorView Input;
    public TileSink Sink;
    public float* Panels;
    public long FirstPanels;
    public long LastPanels;
    public long BetweenPanels;
    public float* Bias;
    public int Factor;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (inputs, outputs) = (Input.Channels, Sink.Output.Channels);
        var rows = PanelPacking.RoundUp(outputs);
        const int Stride = TilePacking<TSimd, TVector>.Stride;
        var wideStride = (TilePlan.TileBlocks * Columns.Block * Factor) + Columns.Block;
        var tile = scratch.Reserve(
            ((long)(inputs + rows) * Stride) + ((long)rows * wideStride) + ((long)outputs * MomentSums<TSimd, TVector>.Length));
        var phase = tile + ((long)inputs * Stride);
        var result = phase + ((long)rows * Stride);
        var sums = result + ((long)rows * wideStride);
        var source = new TileSource { First = Input, FirstScale = 1f };

        foreach (var at in Plan.TilesOf(part))
        {
            var (item, block, blocks) = (at.Item, at.Block, at.Blocks);
            TilePacking<TSimd, TVector>.Pack(source, item, block, blocks, halo: 1, tile, edges: null);
            for (var p = 0; p < Factor; p++)
            {
                var panels = Phase(p, out var taps, out var shift);
                TileGemm<TSimd, TVector>.Multiply(
                    panels, rows, inputs, taps, Bias, tile + TilePacking<TSimd, TVector>.Margin + shift, Stride, phase, Stride,
                    blocks * Columns.Block);
                Spread(phase, Stride, p, blocks * Columns.Block, result, wideStride);
            }

            TileStore<TSimd, TVector>.Finish(Sink, item, block * Factor, blocks * Factor, 0, outputs, result, wideStride);
            ChunkMoments<TSimd, TVector>.Add(Plan, Factor, Sink, item, block, blocks, 0, outputs, result, wideStride, sums);
        }
    }

    private readonly float* Phase(int phase, out int taps, out int shift)
    {
        (taps, shift) = (Factor, phase) switch
        {
            (1, _) => (3, -1),
            (_, 0) => (2, -1),
            _ => (phase == Factor - 1 ? 2 : 1, 0),
        };
        return Panels + taps switch
        {
            3 => 0,
            2 => phase == 0 ? FirstPanels : LastPanels,
            _ => BetweenPanels,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Spread(float* phase, int stride, int offset, int width, float* result, int wideStride)
    {
        for (var channel = 0; channel < Sink.Output.Channels; channel++)
        {
            var from = phase + ((long)channel * stride);
            var to = result + ((long)channel * wideStride) + offset;
            for (var i = 0; i < width; i++, to += Factor)
                *to = from[i];
        }
    }
}
