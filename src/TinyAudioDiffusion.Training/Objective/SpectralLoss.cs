using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Training.Objective;

/// <summary>
/// The error of a sound's magnitude spectra at several resolutions, with its derivative (as Yamamoto et al., "Parallel WaveGAN", 2020,
/// section 2.2). It does not depend on phases, so a hiss of the right colour and level is a good one, whichever noise it is.
/// </summary>
/// <remarks>
/// For each window size, with magnitudes X of the sound and Y of the target, in units of a full-scale sine:
/// <code>
/// loss = sum |X - Y| / (sum Y + floor bins) + mean |ln (X + floor) - ln (Y + floor)|
/// </code>
/// The result is the mean over window sizes and channels. The first part is about what is loud, the second about what is quiet: noise
/// behind a sound, the bands of a hat. Holds no state; safe to use from several threads at once.
/// </remarks>
internal sealed class SpectralLoss
{
    private const double Floor = 1e-4; // -80 dB of a full-scale sine: nobody hears what is below
    private const int Overlap = 4;

    private readonly Resolution[] _resolutions;

    /// <summary>Prepares the loss.</summary>
    /// <param name="samples">The length of the sounds, in samples of each channel; larger windows than that are left out.</param>
    public SpectralLoss(int samples)
    {
        int[] sizes = [128, 512, 2048];
        _resolutions = [.. sizes.Where(size => size <= Math.Max(samples, sizes[0])).Select(size => new Resolution(size))];
    }

    /// <summary>Computes the loss of one sound and adds its derivative.</summary>
    /// <param name="sound">The sound, [channels, samples], full scale at 1.</param>
    /// <param name="target">The wanted sound.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="weight">The weight of the loss in what is differentiated.</param>
    /// <param name="derivative">The derivative of the weighted loss by each sample is added here; empty to compute the loss alone.</param>
    /// <returns>The loss, without the weight.</returns>
    public double Differentiate(
        ReadOnlySpan<float> sound, ReadOnlySpan<float> target, int channels, double weight, Span<float> derivative)
    {
        var (sum, parts, length) = (0.0, _resolutions.Length * channels, sound.Length / channels);
        foreach (var resolution in _resolutions)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var range = (channel * length)..((channel + 1) * length);
                sum += resolution.Differentiate(
                    sound[range], target[range], weight / parts, derivative.IsEmpty ? derivative : derivative[range]);
            }
        }

        return sum / parts;
    }

    /// <summary>One window size: frames of it that overlap, from before the first sample to behind the last.</summary>
    private sealed class Resolution
    {
        private readonly int _hop;
        private readonly FourierTransform _transform;
        private readonly double[] _window; // a sine of amplitude 1 has the magnitude 1

        public Resolution(int size)
        {
            _hop = size / Overlap;
            _transform = new FourierTransform(size);
            _window = [.. Enumerable.Range(0, size).Select(i => (1 - double.CosPi(2.0 * i / size)) * 2 / size)];
        }

        public double Differentiate(ReadOnlySpan<float> sound, ReadOnlySpan<float> target, double weight, Span<float> derivative)
        {
            var (frames, bins) = (((sound.Length - 1) / _hop) + Overlap, _transform.Bins);
            var wanted = new double[frames * bins];
            var (real, imaginary, magnitude) = (new double[wanted.Length], new double[wanted.Length], new double[wanted.Length]);
            var signal = new double[_window.Length];
            var total = Floor * wanted.Length;
            for (var frame = 0; frame < frames; frame++)
            {
                var at = frame * bins;
                var re = real.AsSpan(at, bins);
                var im = imaginary.AsSpan(at, bins);
                Spectrum(target, frame, signal, re, im, wanted.AsSpan(at, bins));
                Spectrum(sound, frame, signal, re, im, magnitude.AsSpan(at, bins));
                foreach (var value in wanted.AsSpan(at, bins))
                    total += value;
            }

            var (loud, quiet) = (0.0, 0.0);
            for (var i = 0; i < wanted.Length; i++)
            {
                var difference = magnitude[i] - wanted[i];
                loud += Math.Abs(difference);
                quiet += Math.Abs(Math.Log((magnitude[i] + Floor) / (wanted[i] + Floor)));
                if (derivative.IsEmpty)
                    continue;

                // By the magnitude, then by its two parts; where the magnitude is 0 it has no direction.
                var slope = weight * Math.Sign(difference) * ((1 / total) + (1 / (wanted.Length * (magnitude[i] + Floor))));
                var share = magnitude[i] > 0 ? slope / magnitude[i] : 0;
                (real[i], imaginary[i]) = (real[i] * share, imaginary[i] * share);
            }

            if (!derivative.IsEmpty)
                AddBack(real, imaginary, frames, derivative);
            return (loud / total) + (quiet / wanted.Length);
        }

        private void Spectrum(
            ReadOnlySpan<float> sound, int frame, double[] signal, Span<double> real, Span<double> imaginary, Span<double> magnitude)
        {
            var first = First(frame);
            for (var i = 0; i < signal.Length; i++)
                signal[i] = first + i >= 0 && first + i < sound.Length ? _window[i] * sound[first + i] : 0;
            _transform.Transform(signal, real, imaginary);
            for (var k = 0; k < magnitude.Length; k++)
                magnitude[k] = Math.Sqrt((real[k] * real[k]) + (imaginary[k] * imaginary[k]));
        }

        // With derivatives a by the real and b by the imaginary parts, that by sample n is the sum over k of a cos(w k n) - b sin(w k n).
        // The transform gives both sums for the first half of the samples; the other half are their mirror image.
        private void AddBack(double[] real, double[] imaginary, int frames, Span<float> derivative)
        {
            var (size, bins) = (_window.Length, _transform.Bins);
            var (padded, cosines, sines, unused) = (new double[size], new double[bins], new double[bins], new double[bins]);
            for (var frame = 0; frame < frames; frame++)
            {
                real.AsSpan(frame * bins, bins).CopyTo(padded);
                _transform.Transform(padded, cosines, unused);
                imaginary.AsSpan(frame * bins, bins).CopyTo(padded);
                _transform.Transform(padded, unused, sines);
                var first = First(frame);
                for (var i = Math.Max(0, -first); i < size && first + i < derivative.Length; i++)
                {
                    var value = i < bins ? cosines[i] + sines[i] : cosines[size - i] - sines[size - i];
                    derivative[first + i] += (float)(_window[i] * value);
                }
            }
        }

        private int First(int frame) => (frame - Overlap + 1) * _hop;
    }
}
