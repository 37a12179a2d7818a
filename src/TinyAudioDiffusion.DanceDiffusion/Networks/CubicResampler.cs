using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.DanceDiffusion.Networks;

/// <summary>
/// Halves and doubles the rate of every channel by a cubic filter of eight taps over reflected ends. Each is a convolution whose kernel is
/// zero off the diagonal, because the engine has no convolution of single channels: an eighth of a network's arithmetic, and one kernel for
/// each number of channels.
/// </summary>
internal sealed class CubicResampler(WeightReader reader)
{
    private const int Reach = 3;

    private static readonly float[] _halving =
        [-0.01171875f, -0.03515625f, 0.11328125f, 0.43359375f, 0.43359375f, 0.11328125f, -0.03515625f, -0.01171875f];

    private readonly Dictionary<int, Weight> _down = [];
    private readonly Dictionary<int, Weight> _up = [];

    /// <summary>Gets the taps of the filter that halves; the one that doubles has twice their size.</summary>
    public static ReadOnlySpan<float> Halving => _halving;

    /// <summary>Gets the taps of the filter that doubles.</summary>
    public static ReadOnlySpan<float> Doubling => Array.ConvertAll(_halving, tap => 2 * tap);

    /// <summary>Makes the kernel that halves the rate of some channels.</summary>
    public Weight KernelDown(int channels)
        => Find(_down, channels, () => reader.Fixed(() => Diagonal(channels, 1, _halving), new(channels, channels, _halving.Length)));

    /// <summary>Makes the kernel that doubles the rate of some channels.</summary>
    public Weight KernelUp(int channels)
        => Find(_up, channels, () => reader.Fixed(() => Diagonal(channels, 2, Phases()), new(2 * channels, channels, 5)));

    /// <summary>Halves the rate.</summary>
    public static Tensor Down(TensorEngine engine, Tensor x, Weight kernel) => engine.Encode(x, kernel, stride: 2, Reach);

    /// <summary>Doubles the rate: the two samples that each sample becomes are two channels first.</summary>
    public static Tensor Up(TensorEngine engine, Tensor x, Weight kernel)
    {
        using var phases = engine.Encode(x, kernel, stride: 1, padding: 2);
        return engine.Unpatch(phases, 2);
    }

    // Of a transposed convolution of stride 2, the even samples see the odd taps of the samples two back to one ahead, the odd samples the
    // even taps of those one back to two ahead; both from the last tap to the first.
    private static float[] Phases()
    {
        var taps = Doubling;
        return [taps[7], taps[5], taps[3], taps[1], 0, 0, taps[6], taps[4], taps[2], taps[0]];
    }

    // A kernel [channels * rows, channels, taps] with the same rows of taps for every channel.
    private static float[] Diagonal(int channels, int rows, float[] taps)
    {
        var length = taps.Length / rows;
        var values = new float[checked(channels * rows * channels * length)];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var row = 0; row < rows; row++)
            {
                var at = ((((channel * rows) + row) * channels) + channel) * length;
                taps.AsSpan(row * length, length).CopyTo(values.AsSpan(at));
            }
        }

        return values;
    }

    private static Weight Find(Dictionary<int, Weight> kernels, int channels, Func<Weight> make)
    {
        if (!kernels.TryGetValue(channels, out var kernel))
            kernels[channels] = kernel = make();
        return kernel;
    }
}
