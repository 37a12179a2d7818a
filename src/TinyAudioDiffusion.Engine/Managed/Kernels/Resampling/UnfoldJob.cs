using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// Unfolds a tensor for a strided convolution: rows[c * taps + tap, t] = x[c, t * stride + tap - padding]. On these rows the convolution
/// has one tap. Behind the ends, x is reflected or zero. Learned transforms use it, with few channels, so it is a plain loop. A part is one
/// channel of one item.
/// </summary>
internal unsafe struct UnfoldJob : IParallelJob
{
    public TensorView X;
    public TensorView Rows;
    public int Taps;
    public int Stride;
    public int Padding;
    public bool Reflect;

    /// <summary>
    /// Whether the job does the reverse: x, whose values are replaced, becomes the sum of the rows that read each sample.
    /// </summary>
    public bool Undo;

    public readonly void Execute(int part, Scratch scratch)
    {
        var (item, channel) = (part / X.Channels, part % X.Channels);
        for (var block = 0; block < X.Blocks && Undo; block++)
            new Span<float>(X.Sample(item, channel, block * Columns.Block), Columns.Block).Clear();
        for (var t = 0; t < Rows.Samples; t++)
        {
            var row = Rows.Sample(item, channel * Taps, t);
            for (var tap = 0; tap < Taps; tap++, row += Columns.Block)
            {
                var at = Place((t * Stride) + tap - Padding);
                var inside = at >= 0 && at < X.Samples;
                if (!Undo)
                    *row = inside ? *X.Sample(item, channel, at) : 0f;
                else if (inside)
                    *X.Sample(item, channel, at) += *row;
            }
        }
    }

    private readonly int Place(int at)
    {
        if (!Reflect)
            return at;
        at = Math.Abs(at);
        return at >= X.Samples ? (2 * (X.Samples - 1)) - at : at;
    }
}
