using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Kernels;

/// <summary>Adds the residual, modulates, gathers moments and writes a tile of output columns: the tensor is written once and read by nobody before.</summary>
internal static unsafe class TileStore<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private const float ModulationEpsilon = 1e-6f;

    /// <summary>Finishes a tile whose columns begin at a sample of the output.</summary>
    public static void Finish(in TileSink sink, int item, int start, int width, float* tile, int stride, float* sums, bool isFirst)
    {
        var channels = sink.Output.Channels;
        var columns = Math.Min(width, sink.Output.Samples - start);
        width = Columns.RoundUp(columns);
        if (sink.Residual.Data is not null)
            AddResidual(sink, item, start, width, tile, stride);
        if (sink.Modulation is not null)
        {
            var scale = sink.Modulation + ((long)item * sink.ModulationStride);
            ChannelNorm<TSimd, TVector>.Normalize(tile, stride, channels, width, ModulationEpsilon, scale, scale + channels, addOne: true);
        }

        if (sink.Moments is not null)
            MomentSums<TSimd, TVector>.Add(tile, stride, channels, columns, sums, isFirst);
        for (var channel = 0; channel < channels; channel++)
        {
            var from = tile + ((long)channel * stride);
            var to = sink.Output.Row(item, channel) + start;
            for (var i = 0; i < width; i += TSimd.Lanes)
                TSimd.Store(to + i, TSimd.Load(from + i));
        }
    }

    /// <summary>Writes the moments of a chunk whose tiles are all finished.</summary>
    public static void FinishChunk(in TileSink sink, int item, int chunk, int samples, float* sums)
    {
        if (sink.Moments is null)
            return;
        var at = sink.Moments + ((((long)item * sink.Chunks) + chunk) * sink.Output.Channels * ChannelMoments.Fields);
        MomentSums<TSimd, TVector>.Finish(sums, sink.Output.Channels, samples, at);
    }

    private static void AddResidual(in TileSink sink, int item, int start, int width, float* tile, int stride)
    {
        for (var channel = 0; channel < sink.Output.Channels; channel++)
        {
            var at = tile + ((long)channel * stride);
            var residual = sink.Residual.Row(item, channel) + start;
            if (sink.Scale is null)
            {
                for (var i = 0; i < width; i += TSimd.Lanes)
                    TSimd.Store(at + i, TSimd.Add(TSimd.Load(at + i), TSimd.Load(residual + i)));
            }
            else
            {
                var scale = TSimd.Broadcast(sink.Scale[((long)item * sink.ScaleStride) + channel]);
                for (var i = 0; i < width; i += TSimd.Lanes)
                    TSimd.Store(at + i, TSimd.MultiplyAdd(TSimd.Load(at + i), scale, TSimd.Load(residual + i)));
            }
        }
    }
}
