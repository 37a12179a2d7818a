using System.Buffers;
using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>
/// Context channels with the velocity that a Wiener filter would predict: what is known of the sound when nothing is known of drums. The noisy waveform is taken apart by a
/// <see cref="LappedTransform"/>; in each band and around each place in time its power is held against that of the noise, whose level is known. Without it a small network learns one mean
/// spectrum of noisy sounds (hats, wires, shakers) and gives it to all of them.
/// </summary>
/// <remarks>
/// With y a coefficient, S the mean power of the band in the columns around (as many to each side as a quarter of those since the start, 8 at least) and N that of the noise: q = max(0, S / N - 1 - e), e
/// one standard deviation of noise; w = q / (1 + q); velocity = alpha (1 - w) y / sigma - sigma w y / alpha. Separately rounded arithmetic alone, so that every machine has the same bits. Safe to
/// use from several threads at once.
/// </remarks>
internal sealed class WienerContext(int channels, int bands)
{
    private const int LeastReach = 8;
    private const double LeastSigma = 1e-4;
    private const double LeastAlphaOfSigma = 0.125; // alpha / sigma, where the sound can hardly be told from noise

    private readonly float[] _filters = LappedTransform.Encoder(channels: 1, bands);

    /// <summary>Gets the number of context channels.</summary>
    public static int Channels(int channels, int bands) => 2 * bands * channels;

    /// <summary>Computes the channels of one item.</summary>
    /// <param name="waveform">The noisy waveform, [channels, samples].</param>
    /// <param name="noiseLevel">Its noise level.</param>
    /// <param name="context">Receives the velocity's coefficients, [channels * 2 bands, columns].</param>
    public void Fill(ReadOnlySpan<float> waveform, float noiseLevel, Span<float> context)
    {
        var (samples, columns) = (waveform.Length / channels, waveform.Length / channels / bands);
        var size = 2 * bands * columns;
        var floats = ArrayPool<float>.Shared.Rent(samples + columns);
        var doubles = ArrayPool<double>.Shared.Rent(columns + 1);
        var mixed = floats.AsSpan(0, samples);
        var row = floats.AsSpan(samples, columns);
        var sums = doubles.AsSpan(0, columns + 1);
        for (var channel = 0; channel < channels; channel++)
        {
            Mix(waveform, channel, mixed);
            var own = context.Slice(channel * size, size);
            Analyse(mixed, own, row);
            for (var band = 0; band < bands; band++)
                ToVelocity(own.Slice(2 * band * columns, columns), own.Slice(((2 * band) + 1) * columns, columns), noiseLevel, sums);
        }

        ArrayPool<float>.Shared.Return(floats);
        ArrayPool<double>.Shared.Return(doubles);
    }

    private void Mix(ReadOnlySpan<float> waveform, int channel, Span<float> mixed)
    {
        mixed.Clear();
        for (var other = 0; other < channels; other++)
        {
            var gain = (float)LappedTransform.Mix(channel, other, channels);
            if (gain != 0)
                TensorPrimitives.MultiplyAdd(waveform.Slice(other * mixed.Length, mixed.Length), gain, mixed, mixed);
        }
    }

    // Sample p of all windows side by side, so that a filter is a sum of rows.
    private void Analyse(ReadOnlySpan<float> samples, Span<float> coefficients, Span<float> row)
    {
        var (window, columns) = (2 * bands, row.Length);
        coefficients.Clear();
        for (var p = 0; p < window; p++)
        {
            for (var column = 0; column < columns; column++)
            {
                var place = (column * bands) + p - (bands / 2);
                row[column] = (uint)place < (uint)samples.Length ? samples[place] : 0;
            }

            for (var filter = 0; filter < window; filter++)
            {
                var own = coefficients.Slice(filter * columns, columns);
                TensorPrimitives.MultiplyAdd(row, _filters[(filter * window) + p], own, own);
            }
        }
    }

    private static void ToVelocity(Span<float> cosines, Span<float> sines, float noiseLevel, Span<double> sums)
    {
        var sigma = Math.Max(LeastSigma, VObjective.Sigma(noiseLevel));
        var alpha = (double)VObjective.Alpha(noiseLevel);
        var ofNoise = alpha / sigma;
        var ofSound = sigma / Math.Max(alpha, LeastAlphaOfSigma * sigma);
        sums[0] = 0;
        for (var i = 0; i < cosines.Length; i++)
            sums[i + 1] = sums[i] + ((double)cosines[i] * cosines[i]) + ((double)sines[i] * sines[i]);
        for (var i = 0; i < cosines.Length; i++)
        {
            var reach = Math.Max(LeastReach, i / 4);
            var (first, last) = (Math.Max(0, i - reach), Math.Min(cosines.Length, i + reach + 1));
            var power = (sums[last] - sums[first]) / (2 * (last - first));
            var above = Math.Max(0, (power / (sigma * sigma)) - 1 - (1 / Math.Sqrt(2 * reach)));
            var gain = (float)((ofNoise - (ofSound * above)) / (1 + above));
            cosines[i] *= gain;
            sines[i] *= gain;
        }
    }
}
