using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Benchmarks.Transforms;

/// <summary>
/// What a transform leaves at its own rate: the level around the multiples of sample rate / stride, where the low end of a sound has its
/// images, over the level beside them.
/// </summary>
internal static class StrideImages
{
    private const int Frame = 8192;
    private const double Near = 150;
    private const double Beside = 700;

    /// <summary>Measures the mean over sounds, multiples and channels.</summary>
    /// <returns>The level in dB, 0 where nothing is left; null for a stride of 1.</returns>
    public static double? Of(IReadOnlyList<AudioClip> sounds, int stride)
    {
        if (stride == 1)
            return null;
        var transform = new FourierTransform(Frame);
        var (frame, power, mean) = (new double[Frame], new double[transform.Bins], new double[transform.Bins]);
        foreach (var sound in sounds)
        {
            for (var start = 0; start + Frame <= sound.Length; start += Frame / 2)
            {
                for (var i = 0; i < Frame; i++)
                    frame[i] = sound.Channel(0)[start + i] * (0.5 - (0.5 * double.CosPi(2.0 * i / Frame)));
                transform.Power(frame, power);
                for (var k = 0; k < mean.Length; k++)
                    mean[k] += power[k];
            }
        }

        var (width, levels) = (44100.0 / Frame, new List<double>());
        for (var image = 44100.0 / stride; image < 22050 - Beside; image += 44100.0 / stride)
            levels.Add(10 * Math.Log10(Mean(image - Near, image + Near) / ((Mean(image - Beside, image - (2 * Near))
                + Mean(image + (2 * Near), image + Beside)) / 2)));
        return levels.Count == 0 ? null : levels.Average();

        double Mean(double from, double to) => mean[(int)(from / width)..(int)(to / width)].Average() + 1e-30;
    }
}
