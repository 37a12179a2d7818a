using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// Unfolds a tensor for a strided convolution: rows[c * taps + tap, t] = x[c, t * stride + tap - padding] (<see cref="Windows"/>). On these
/// rows the convolution has one tap. Learned transforms use it, with few channels. A part is one channel of one item.
/// </summary>
internal unsafe struct UnfoldJob : IParallelJob
{
    public TensorView X;
    public TensorView Rows;
    public Windows Windows;

    /// <summary>
    /// Whether the job does the reverse: x, whose values are replaced, becomes the sum of the rows that read each sample.
    /// </summary>
    public bool Undo;

    public readonly void Execute(int part, Scratch scratch)
    {
        var (item, channel) = (part / X.Channels, part % X.Channels);
        if (Undo)
        {
            Add(item, channel);
            return;
        }

        for (var block = 0; block < Rows.Blocks; block++)
        {
            var column = block * Columns.Block;
            Windows.Gather(
                X, item, channel, column, Rows.Samples - column, Rows.Sample(item, channel * Windows.Taps, column), Columns.Block);
        }
    }

    private readonly void Add(int item, int channel)
    {
        for (var block = 0; block < X.Blocks; block++)
            new Span<float>(X.Sample(item, channel, block * Columns.Block), Columns.Block).Clear();
        for (var t = 0; t < Rows.Samples; t++)
        {
            var row = Rows.Sample(item, channel * Windows.Taps, t);
            for (var tap = 0; tap < Windows.Taps; tap++, row += Columns.Block)
            {
                var at = Windows.Place((t * Windows.Stride) + tap - Windows.Padding, X.Samples);
                if (at >= 0 && at < X.Samples)
                    *X.Sample(item, channel, at) += *row;
            }
        }
    }
}
