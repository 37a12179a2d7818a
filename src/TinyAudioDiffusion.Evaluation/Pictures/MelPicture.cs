using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>Draws the mel spectrogram of a sound: time to the right, frequency upwards, brightness in decibels.</summary>
/// <remarks>
/// As the reference system logs it: frames of 1024, 80 bands, 80 dB from the brightest to the darkest. Its hop of 512 is halved, twice as
/// fine in time.
/// </remarks>
internal static class MelPicture
{
    /// <summary>The number of bands, and the height of the picture in pixels.</summary>
    public const int Bands = 80;

    private const int Hop = 256;

    // Anchors of matplotlib's colour map "magma" (CC0), which is even in brightness, also in print and to the colour-blind.
    private static readonly byte[] _anchors =
    [
        0, 0, 4, 28, 16, 68, 79, 18, 123, 129, 37, 129, 181, 54, 122, 229, 80, 100, 251, 135, 97, 254, 194, 135, 252, 253, 191,
    ];

    private static readonly byte[] _palette = CreatePalette();

    /// <summary>Draws a sound.</summary>
    /// <param name="clip">The sound, of any sample rate and at least one sample.</param>
    /// <returns>A PNG file, one pixel a frame and a band; scale it as the page likes.</returns>
    /// <exception cref="UnusableSoundException">The sound is empty or not finite.</exception>
    public static byte[] Draw(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (clip.Length == 0)
            throw new UnusableSoundException("The sound", "is empty; there is nothing to draw.");
        var spectrogram = new MelSpectrogram(clip.SampleRate, hop: Hop, bands: Bands);
        var mel = spectrogram.Power(clip);
        if (mel.Any(value => !float.IsFinite(value)))
            throw new UnusableSoundException("The sound", "has samples that are not finite numbers; there is nothing to draw.");
        MelSpectrogram.ToDecibels(mel);
        // What is below -100 dB anyway is black, so that silence is.
        var (top, width) = (Math.Max(mel.Max(), -20), mel.Length / Bands);
        var pixels = new byte[mel.Length];
        for (var band = 0; band < Bands; band++)
        {
            for (var x = 0; x < width; x++)
                pixels[((Bands - 1 - band) * width) + x] = (byte)Math.Round(Math.Max(0, mel[(band * width) + x] - top + 80) / 80 * 255);
        }

        return PngImage.Encode(pixels, width, _palette);
    }

    /// <summary>Computes the height of a frequency in the picture.</summary>
    /// <param name="hertz">The frequency.</param>
    /// <param name="sampleRate">The sound's sample rate in Hz.</param>
    /// <returns>From 0 at the lower edge to 1 at the upper one, which is half the sample rate.</returns>
    internal static double Height(double hertz, int sampleRate) => Math.Log(1 + (hertz / 700)) / Math.Log(1 + (sampleRate / 1400.0));

    private static byte[] CreatePalette()
    {
        var palette = new byte[256 * 3];
        var steps = (_anchors.Length / 3) - 1;
        for (var i = 0; i < palette.Length; i++)
        {
            var place = i / 3 * steps / 255.0;
            var (anchor, part) = (Math.Min((int)place, steps - 1), i % 3);
            var (from, to) = (_anchors[(anchor * 3) + part], _anchors[((anchor + 1) * 3) + part]);
            palette[i] = (byte)Math.Round(from + ((to - from) * (place - anchor)));
        }

        return palette;
    }
}
