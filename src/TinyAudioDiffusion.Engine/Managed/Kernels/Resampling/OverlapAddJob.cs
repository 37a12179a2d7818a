using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;

/// <summary>
/// The second half of a transposed convolution: y[c, n] = sum over taps of p[c * taps + tap, (n + padding - tap) / stride], over the taps
/// for which that is a whole number within the tensor. A part is one channel of one item. Scalar twin: Decode.
/// </summary>
internal unsafe struct OverlapAddJob : IParallelJob
{
    public TensorView Products;
    public TensorView Output;
    public int Taps;
    public int Stride;
    public int Padding;

    public readonly void Execute(int part, Scratch scratch)
    {
        var (item, channel) = (part / Output.Channels, part % Output.Channels);
        for (var n = 0; n < Output.Samples; n++)
        {
            var sum = 0f;
            for (var tap = (n + Padding) % Stride; tap < Taps; tap += Stride)
            {
                var at = (n + Padding - tap) / Stride;
                if (n + Padding >= tap && at < Products.Samples)
                    sum += *Products.Sample(item, (channel * Taps) + tap, at);
            }

            *Output.Sample(item, channel, n) = sum;
        }
    }
}
