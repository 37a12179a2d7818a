using System.Numerics.Tensors;
using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Evaluation.Measures;

/// <summary>
/// A sound as a point: its mel spectrogram in decibels, from its onset on, fine in time at the beginning and coarse at the end. Level,
/// onset, length and whatever is more than 40 dB below the loudest place do not count: hiss is measured on its own, see
/// <see cref="SoundMeasures"/>.
/// </summary>
/// <remarks>
/// 32 bands of mel, frames of 1024 with a hop of 256 at 44.1 kHz; the 128 frames (0.74 s) become 16 segments, 1 to 23 frames long. The mean
/// power of each cell, in dB above the loudest cell less 40, at least 0. A distance of d means that two sounds differ by d dB in the root
/// mean square over the cells.
/// </remarks>
public static class SoundEmbedding
{
    /// <summary>The number of values.</summary>
    public const int Dimensions = Bands * Segments;

    private const int Bands = 32;
    private const int Segments = 16;
    private const int SampleRate = 44100;
    private const int Samples = 32768;
    private const double Range = 40;

    private static readonly MelSpectrogram _spectrogram = new(SampleRate, frameSize: 1024, hop: 256, Bands);
    private static readonly int[] _edges = [0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 48, 64, 85, 105, 128];

    /// <summary>Computes the embedding of a sound.</summary>
    /// <param name="clip">The sound, finite and of any rate, length and number of channels.</param>
    /// <returns>The values, from 0 to 40 dB, [bands, segments]; zeros for silence.</returns>
    public static float[] Of(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var sound = Resampler.Resample(FromOnset(clip), SampleRate);
        var power = new double[Dimensions];
        var samples = new float[Samples];
        for (var channel = 0; channel < sound.Channels; channel++)
        {
            var kept = sound.Channel(channel)[..Math.Min(Samples, sound.Length)];
            samples.AsSpan().Clear();
            kept.CopyTo(samples);
            AddCells(power, _spectrogram.Power(samples));
        }

        var loudest = power.Max();
        return [.. power.Select(cell => cell > 0 ? (float)Math.Max(0, Range + (10 * Math.Log10(cell / loudest))) : 0)];
    }

    /// <summary>Computes the difference of two sounds.</summary>
    /// <param name="a">A sound.</param>
    /// <param name="b">Another one.</param>
    /// <returns>The root of the mean squared difference, in dB.</returns>
    public static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => TensorPrimitives.Distance(a, b) / Math.Sqrt(Dimensions);

    private static AudioClip FromOnset(AudioClip clip)
    {
        var start = SoundEnvelope.Onset(clip);
        var length = (int)Math.Min(clip.Length - start, ((long)(Samples + 64) * clip.SampleRate / SampleRate) + 64);
        var samples = new float[clip.Channels * length];
        for (var channel = 0; channel < clip.Channels; channel++)
            clip.Channel(channel).Slice(start, length).CopyTo(samples.AsSpan(channel * length));
        return new AudioClip(samples, clip.Channels, clip.SampleRate);
    }

    private static void AddCells(double[] power, float[] mel)
    {
        var frames = mel.Length / Bands;
        for (var band = 0; band < Bands; band++)
        {
            for (var segment = 0; segment < Segments; segment++)
            {
                var (first, last) = (_edges[segment], _edges[segment + 1]);
                var cell = mel.AsSpan((band * frames) + first, last - first);
                power[(band * Segments) + segment] += TensorPrimitives.Sum<float>(cell) / cell.Length;
            }
        }
    }
}
