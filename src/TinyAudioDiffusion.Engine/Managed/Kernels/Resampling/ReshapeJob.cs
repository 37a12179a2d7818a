using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// Gives values other extents: a row of the output is the rows of the input that lie there when all stand one behind the other, copied in
/// pieces that end with a block of either. Scalar twin: Reshape.
/// </summary>
internal unsafe struct ReshapeJob : IParallelJob
{
    public TensorView X;
    public TensorView Output;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int part, Scratch scratch)
    {
        var (item, channel) = (part / Output.Channels, part % Output.Channels);
        var row = (long)part * Output.Samples / X.Samples;
        var from = (int)((long)part * Output.Samples % X.Samples);
        for (var to = 0; to < Output.Samples;)
        {
            var count = Math.Min(Left(to, Output.Samples), Left(from, X.Samples));
            var (fromItem, fromChannel) = ((int)(row / X.Channels), (int)(row % X.Channels));
            new ReadOnlySpan<float>(X.Sample(fromItem, fromChannel, from), count)
                .CopyTo(new Span<float>(Output.Sample(item, channel, to), count));
            to += count;
            from += count;
            if (from == X.Samples)
                (row, from) = (row + 1, 0);
        }
    }

    // The samples from here to the end of the block or the row.
    private static int Left(int sample, int samples) => Math.Min(Columns.Block - (sample % Columns.Block), samples - sample);
}
