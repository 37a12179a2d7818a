namespace TinyAudioDiffusion.Audio;

/// <summary>The discrete Fourier transform of real signals whose length is a power of two.</summary>
/// <remarks>
/// A signal of n samples is taken as n / 2 complex numbers (even samples real, odd ones imaginary), transformed by the iterative radix-2
/// algorithm of Cooley and
/// Tukey, and taken apart by the symmetry of real signals. In double, without library functions that differ between machines: the same bits
/// everywhere.
/// Immutable, so one instance serves any number of threads.
/// </remarks>
public sealed class FourierTransform
{
    private readonly int[] _reversed;
    private readonly double[] _cosine;
    private readonly double[] _sine;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="size">The number of samples of the signals: a power of two, at least 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is none.</exception>
    public FourierTransform(int size)
    {
        if (size < 4 || !int.IsPow2(size))
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size must be a power of two, at least 4.");
        Size = size;
        var half = size / 2;
        var shift = 33 - int.Log2(size);
        _reversed = new int[half];
        for (var i = 0; i < half; i++)
            _reversed[i] = (int)(Reverse((uint)i) >> shift);

        // e^(-2 pi i k / size), k below half.
        _cosine = new double[half];
        _sine = new double[half];
        for (var k = 0; k < half; k++)
            (_sine[k], _cosine[k]) = (-double.SinPi(2.0 * k / size), double.CosPi(2.0 * k / size));
    }

    /// <summary>Gets the number of samples of the signals.</summary>
    public int Size { get; }

    /// <summary>Gets the number of frequencies: 0, 1, ..., size / 2 periods in the signal.</summary>
    public int Bins => (Size / 2) + 1;

    /// <summary>Computes the sum over n of signal[n] e^(-2 pi i k n / size) for every frequency k.</summary>
    /// <param name="signal">The signal, <see cref="Size"/> samples.</param>
    /// <param name="real">Receives the real parts, <see cref="Bins"/> of them.</param>
    /// <param name="imaginary">Receives the imaginary parts, <see cref="Bins"/> of them.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Transform(ReadOnlySpan<double> signal, Span<double> real, Span<double> imaginary)
    {
        if (signal.Length != Size || real.Length != Bins || imaginary.Length != Bins)
            throw new ArgumentException(
                $"{signal.Length} samples into {real.Length} and {imaginary.Length} values: it must be {Size} into {Bins} and {Bins}.",
                nameof(signal));

        for (var i = 0; i < _reversed.Length; i++)
            (real[_reversed[i]], imaginary[_reversed[i]]) = (signal[2 * i], signal[(2 * i) + 1]);
        for (var width = 1; width < _reversed.Length; width *= 2)
            Combine(width, real, imaginary);
        TakeApart(real, imaginary);
    }

    /// <summary>Computes the squared magnitude of every frequency.</summary>
    /// <param name="signal">The signal, <see cref="Size"/> samples.</param>
    /// <param name="power">Receives the squared magnitudes, <see cref="Bins"/> of them.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Power(ReadOnlySpan<double> signal, Span<double> power)
    {
        var imaginary = new double[Bins];
        Transform(signal, power, imaginary);
        for (var k = 0; k < imaginary.Length; k++)
            power[k] = (power[k] * power[k]) + (imaginary[k] * imaginary[k]);
    }

    // Pairs of transforms of the given width become transforms of twice the width.
    private void Combine(int width, Span<double> real, Span<double> imaginary)
    {
        var stride = _reversed.Length / width;
        for (var start = 0; start < _reversed.Length; start += 2 * width)
        {
            for (var k = 0; k < width; k++)
            {
                var (low, high) = (start + k, start + k + width);
                var (cosine, sine) = (_cosine[k * stride], _sine[k * stride]);
                var re = (real[high] * cosine) - (imaginary[high] * sine);
                var im = (real[high] * sine) + (imaginary[high] * cosine);
                (real[high], imaginary[high]) = (real[low] - re, imaginary[low] - im);
                (real[low], imaginary[low]) = (real[low] + re, imaginary[low] + im);
            }
        }
    }

    // Z = E + i O with the transforms E and O of the even and the odd samples; X[k] = E[k] + e^(-2 pi i k / size) O[k], and X[half - k]
    // from the same two.
    private void TakeApart(Span<double> real, Span<double> imaginary)
    {
        var half = _reversed.Length;
        (real[half], imaginary[half]) = (real[0] - imaginary[0], 0);
        (real[0], imaginary[0]) = (real[0] + imaginary[0], 0);
        for (var k = 1; k <= half / 2; k++)
        {
            var mirror = half - k;
            var (evenRe, evenIm) = ((real[k] + real[mirror]) / 2, (imaginary[k] - imaginary[mirror]) / 2);
            var (oddRe, oddIm) = ((imaginary[k] + imaginary[mirror]) / 2, (real[mirror] - real[k]) / 2);
            var re = (oddRe * _cosine[k]) - (oddIm * _sine[k]);
            var im = (oddRe * _sine[k]) + (oddIm * _cosine[k]);
            (real[mirror], imaginary[mirror]) = (evenRe - re, im - evenIm);
            (real[k], imaginary[k]) = (evenRe + re, evenIm + im);
        }
    }

    private static uint Reverse(uint value)
    {
        var reversed = 0u;
        for (var bit = 0; bit < 32; bit++)
            reversed |= ((value >> bit) & 1) << (31 - bit);
        return reversed;
    }
}
