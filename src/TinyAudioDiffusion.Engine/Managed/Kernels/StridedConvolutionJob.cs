using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>
/// Convolution with a stride: the samples that each output sees are laid out as rows, [in * taps, columns], so that the rest is a multiplication with one tap.
/// Edges are reflected (a downsampling kernel never reaches them). Scalar twins: Downsample and Encode in <see cref="Scalar.ScalarEngine"/>.
/// </summary>
internal unsafe struct StridedConvolutionJob : IVectorJob
{
    public TilePlan Plan;
    public TensorView Input;
    public TileSink Sink;
    public float* Panels;
    public float* Bias;
    public int Taps;
    public int Stride;
    public int Padding;
    public int TileColumns;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (item, chunk) = (part / Plan.Chunks, part % Plan.Chunks);
        var (depth, outputs) = (Input.Channels * Taps, PanelPacking.RoundUp(Sink.Output.Channels));
        var rowStride = TilePacking<TSimd, TVector>.Stride(TileColumns);
        var rows = scratch.Reserve(((long)(depth + outputs) * rowStride) + ((long)outputs * MomentSums<TSimd, TVector>.Length));
        var result = rows + ((long)depth * rowStride);
        var sums = result + ((long)outputs * rowStride);

        var firstTile = Plan.FirstTile(chunk);
        for (var i = firstTile; i < Plan.FirstTile(chunk + 1); i++)
        {
            var (start, width) = (Plan.Start(i), Plan.Width(i));
            for (var channel = 0; channel < Input.Channels; channel++)
            {
                for (var tap = 0; tap < Taps; tap++)
                    Gather(Input.Row(item, channel), tap, start, width, rows + ((long)((channel * Taps) + tap) * rowStride));
            }

            TileGemm<TSimd, TVector>.Multiply(Panels, outputs, depth, 1, Bias, rows, rowStride, result, rowStride, width);
            TileStore<TSimd, TVector>.Finish(Sink, item, start, width, result, rowStride, sums, i == firstTile);
        }

        TileStore<TSimd, TVector>.FinishChunk(Sink, item, chunk, Plan.ChunkSamples(chunk), sums);
    }

    private readonly void Gather(float* row, int tap, int start, int width, float* target)
    {
        var inside = Math.Min(width, Plan.Samples - start);
        var last = Input.Samples - 1;
        for (var i = 0; i < inside; i++)
        {
            var at = ((start + i) * Stride) + tap - Padding;
            at = at < 0 ? -at : at;
            at = at > last ? (2 * last) - at : at;
            target[i] = row[at];
        }

        for (var i = inside; i < width; i++)
            target[i] = 0f;
    }
}
