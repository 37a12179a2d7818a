using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Training.Data.Examination;

/// <summary>
/// A small description that near-identical sounds share: the brightness, and the course of the level after the onset.
/// </summary>
internal sealed class SoundSketch
{
    /// <summary>The number of samples after the onset that a sketch describes.</summary>
    public const int Window = 8192;

    /// <summary>The largest difference in brightness between near-identical sounds.</summary>
    public const double BrightnessTolerance = 0.25;

    private const int Segments = 16;
    private const double Floor = -40; // dB; what is quieter may be noise of the format
    private const double LevelTolerance = 1.5; // dB

    private readonly float[] _levels = new float[Segments];

    /// <summary>Initializes a new instance.</summary>
    /// <param name="sound">A sound, brought to one channel by <see cref="Mix"/>.</param>
    public SoundSketch(ReadOnlySpan<float> sound)
    {
        Onset = OnsetOf(sound);
        var window = sound.Slice(Onset, Math.Min(Window, sound.Length - Onset));
        var energy = Math.Max(1e-20, TensorPrimitives.SumOfSquares(window));
        var neighbours = window.Length < 2 ? 0 : TensorPrimitives.Dot(window[..^1], window[1..]);
        Brightness = Math.Log(Math.Max(1e-9, 1 - (neighbours / energy)));
        for (var i = 0; i < Segments; i++)
        {
            var segment = window[(window.Length * i / Segments)..(window.Length * (i + 1) / Segments)];
            _levels[i] = (float)Math.Max(Floor, 10 * Math.Log10(Math.Max(1e-20, TensorPrimitives.SumOfSquares(segment)) / energy));
        }
    }

    /// <summary>Gets the first sample within 40 dB of the peak.</summary>
    public int Onset { get; }

    /// <summary>Gets the logarithm of how much neighbouring samples differ; level and place do not change it.</summary>
    public double Brightness { get; }

    /// <summary>Brings a sound to one channel: the mean, or the first one where the mean is nearly nothing.</summary>
    public static float[] Mix(ReadOnlySpan<float> sound, int channels)
    {
        var samples = sound.Length / channels;
        var mix = sound[..samples].ToArray();
        if (channels == 2)
        {
            TensorPrimitives.Add(mix, sound[samples..], mix);
            TensorPrimitives.Multiply(mix, 0.5f, mix);
            if (TensorPrimitives.SumOfSquares<float>(mix) < 1e-3 * TensorPrimitives.SumOfSquares(sound))
                sound[..samples].CopyTo(mix);
        }

        return mix;
    }

    /// <summary>Tells whether the levels move alike: a condition for near-identical sounds, not a proof.</summary>
    public bool MovesLike(SoundSketch other)
    {
        for (var i = 0; i < Segments; i++)
        {
            if (Math.Abs(_levels[i] - other._levels[i]) > LevelTolerance)
                return false;
        }

        return true;
    }

    private static int OnsetOf(ReadOnlySpan<float> sound)
    {
        var threshold = FullScale.Peak(sound) * 0.01f;
        for (var i = 0; i < sound.Length; i++)
        {
            if (Math.Abs(sound[i]) > threshold)
                return i;
        }

        return 0;
    }
}
