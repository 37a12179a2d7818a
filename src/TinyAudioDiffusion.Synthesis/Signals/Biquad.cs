namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>
/// A filter with two poles and two zeros in double, transposed direct form II; the designs are those of Bristow-Johnson's "Cookbook
/// formulae for audio EQ biquad filter coefficients".
/// </summary>
internal readonly record struct Biquad
{
    // Far below anything audible, but keeps a decaying state away from slow denormal numbers.
    private const double Floor = 1e-20;

    private readonly double _b0;
    private readonly double _b1;
    private readonly double _b2;
    private readonly double _a1;
    private readonly double _a2;

    private Biquad(double b0, double b1, double b2, double a0, double a1, double a2)
        => (_b0, _b1, _b2, _a1, _a2) = (b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);

    public static Biquad LowPass(float frequency, float q = 0.70710677f)
    {
        var (cosine, alpha) = Angle(frequency, q);
        return new((1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    public static Biquad HighPass(float frequency, float q = 0.70710677f)
    {
        var (cosine, alpha) = Angle(frequency, q);
        return new((1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    /// <summary>A band of gain 1 at its centre.</summary>
    public static Biquad BandPass(float frequency, float q)
    {
        var (cosine, alpha) = Angle(frequency, q);
        return new(alpha, 0, -alpha, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    /// <summary>A bell; the gain at its centre in decibels.</summary>
    public static Biquad Peak(float frequency, float q, float decibels)
    {
        var gain = Decibels.ToAmplitude(decibels / 2);
        var (cosine, alpha) = Angle(frequency, q);
        return new(1 + (alpha * gain), -2 * cosine, 1 - (alpha * gain), 1 + (alpha / gain), -2 * cosine, 1 - (alpha / gain));
    }

    /// <summary>A high shelf; the gain far above the frequency in decibels.</summary>
    public static Biquad HighShelf(float frequency, float decibels)
    {
        var gain = Decibels.ToAmplitude(decibels / 2);
        var (cosine, alpha) = Angle(frequency, 0.70710677f);
        var slope = 2 * Math.Sqrt(gain) * alpha;
        return new(
            gain * (gain + 1 + ((gain - 1) * cosine) + slope),
            -2 * gain * (gain - 1 + ((gain + 1) * cosine)),
            gain * (gain + 1 + ((gain - 1) * cosine) - slope),
            gain + 1 - ((gain - 1) * cosine) + slope, 2 * (gain - 1 - ((gain + 1) * cosine)), gain + 1 - ((gain - 1) * cosine) - slope);
    }

    /// <summary>Filters in place, from rest.</summary>
    public void Apply(Span<float> samples)
    {
        var (b0, b1, b2, a1, a2) = (_b0, _b1, _b2, _a1, _a2);
        var (s1, s2) = (0.0, 0.0);
        foreach (ref var sample in samples)
        {
            var x = sample + Floor;
            var y = (b0 * x) + s1;
            s1 = (b1 * x) - (a1 * y) + s2;
            s2 = (b2 * x) - (a2 * y);
            sample = (float)y;
        }
    }

    private static (double Cosine, double Alpha) Angle(float frequency, float q)
    {
        var turns = 2.0 * Math.Clamp(frequency, 1f, 0.49f * StereoSound.SampleRate) / StereoSound.SampleRate;
        return (double.CosPi(turns), double.SinPi(turns) / (2 * q));
    }
}
