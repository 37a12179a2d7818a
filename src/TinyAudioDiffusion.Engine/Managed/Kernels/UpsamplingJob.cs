using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// Nearest-neighbour upsampling and the convolution behind it as one small convolution for each output phase at the lower rate (see <see cref="PanelPacking"/>), then the
/// phases side by side, then skip + scale * y. Scalar twin: Upsample in <see cref="Scalar.ScalarEngine"/>.
/// </summary>
internal unsafe struct UpsamplingJob : IVectorJob
{
    /// <summary>The tiles of the input.</summary>
    public TilePlan Plan;
    public TensorView Input;
    public TileSink Sink;
    public float* Panels;
    public long FirstPanels;
    public long LastPanels;
    public long BetweenPanels;
    public float* Bias;
    public int Factor;
    public int TileColumns;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, chunk) = (part / Plan.Chunks, part % Plan.Chunks);
        var outputs = PanelPacking.RoundUp(Sink.Output.Channels);
        var stride = TilePacking<TSimd, TVector>.Stride(TileColumns);
        var wideStride = TilePacking<TSimd, TVector>.Stride(TileColumns * Factor);
        var tile = scratch.Reserve(((long)(Input.Channels + outputs) * stride) + ((long)outputs * (wideStride + MomentSums<TSimd, TVector>.Length)));
        var phase = tile + ((long)Input.Channels * stride);
        var result = phase + ((long)outputs * stride);
        var sums = result + ((long)outputs * wideStride);
        var source = new TileSource { First = Input, FirstScale = 1f };

        var firstTile = Plan.FirstTile(chunk);
        for (var i = firstTile; i < Plan.FirstTile(chunk + 1); i++)
        {
            var (start, width) = (Plan.Start(i), Plan.Width(i));
            TilePacking<TSimd, TVector>.Pack(source, item, start, width, 1, tile, stride, null);
            for (var p = 0; p < Factor; p++)
            {
                var panels = Phase(p, out var taps, out var shift);
                var target = Factor == 1 ? result : phase;
                TileGemm<TSimd, TVector>.Multiply(
                    panels, outputs, Input.Channels, taps, Bias, tile + TilePacking<TSimd, TVector>.Margin + shift, stride, target, Factor == 1 ? wideStride : stride, width);
                if (Factor > 1)
                    Spread(phase, stride, p, width, result, wideStride);
            }

            TileStore<TSimd, TVector>.Finish(Sink, item, start * Factor, width * Factor, result, wideStride, sums, i == firstTile);
        }

        TileStore<TSimd, TVector>.FinishChunk(Sink, item, chunk, Plan.ChunkSamples(chunk) * Factor, sums);
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
