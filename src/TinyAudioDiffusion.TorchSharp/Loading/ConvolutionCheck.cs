using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Loading;

/// <summary>
/// Checks libtorch's convolutions on the processor, once a process. On x64 they are oneDNN's, which makes its kernels for the caches that
/// it finds. Where a virtual machine hides its caches, some kernels compute wrong values (seen with oneDNN 3.7.1 in libtorch 2.10), and a
/// sound would be wrong without a word.
/// </summary>
internal static class ConvolutionCheck
{
    // Extents for which wrong values were seen, with 256-bit and with 512-bit vectors.
    private static readonly (int Batch, int Inputs, int Outputs, int Taps, int Samples)[] _shapes =
        [(2, 3, 5, 3, 7), (3, 7, 17, 3, 17), (2, 5, 8, 5, 48)];

    private static readonly Lazy<bool> _passes = new(() => Array.TrueForAll(_shapes, Passes));

    /// <summary>Requires right convolutions. libtorch must be loaded.</summary>
    /// <exception cref="EngineUnavailableException">They are wrong here.</exception>
    public static void Require()
    {
        if (!_passes.Value)
        {
            throw new EngineUnavailableException(
                "libtorch computes convolutions wrongly on this processor: some kernels of oneDNN, a part of it, do so where a virtual "
                + "machine hides its caches. Set the environment variable ONEDNN_MAX_CPU_ISA=SSE41 before the program starts, which is right "
                + "and slower, or take the managed engine.");
        }
    }

    // The derivative of the sum of y * dy by x, y being the convolution of x. All values are small integers, so that every sum is exact.
    private static bool Passes((int Batch, int Inputs, int Outputs, int Taps, int Samples) shape)
    {
        var (batch, inputs, outputs, taps, samples) = shape;
        var kernel = Integers(outputs * inputs * taps, first: 1);
        var dy = Integers(batch * outputs * samples, first: 2);
        using var scope = new TorchScope(records: true);
        var x = ToTensor(new float[batch * inputs * samples], new Shape(batch, inputs, samples)).requires_grad_();
        var y = torch.nn.functional.conv1d(x, ToTensor(kernel, new Shape(outputs, inputs, taps)), padding: taps / 2);
        torch.autograd.backward(y, ToTensor(dy, new Shape(batch, outputs, samples)));
        var dx = HostMemory.ToHost(x.grad!);
        for (var i = 0; i < dx.Length; i++)
        {
            var (item, input, sample) = (i / (inputs * samples), i / samples % inputs, i % samples);
            var sum = 0f;
            for (var output = 0; output < outputs; output++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    var place = sample - tap + (taps / 2);
                    if (place >= 0 && place < samples)
                        sum += kernel[(((output * inputs) + input) * taps) + tap] * dy[(((item * outputs) + output) * samples) + place];
                }
            }

            if (dx[i] != sum)
                return false;
        }

        return true;

        static torch.Tensor ToTensor(float[] values, Shape shape) => HostMemory.ToDevice(values, shape, torch.CPU);
    }

    private static float[] Integers(int count, int first) => [.. Enumerable.Range(first, count).Select(i => (float)((i * 7 % 11) - 5))];
}
