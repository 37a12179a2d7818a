namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>
/// The modulated complex lapped transform (Malvar, "A modulated complex lapped transform and its applications to audio processing", 1999)
/// as weights of a <see cref="LearnedTransform"/>: windows of a sine, overlapping by half, and in each a cosine and a sine of every band.
/// Encoder and decoder undo each other, and a filter sees one band, so that gains of channels are gains of bands. Filters that are drawn at
/// random do neither, and training does not bring them there.
/// </summary>
/// <remarks>Two channels are transformed as their sum and their difference.</remarks>
internal static class LappedTransform
{
    /// <summary>Gives the encoder's weights, [channels * 2 bands, channels, 2 bands].</summary>
    /// <param name="channels">The number of audio channels.</param>
    /// <param name="bands">The number of bands: the stride in samples, half a window.</param>
    public static float[] Encoder(int channels, int bands)
    {
        var window = 2 * bands;
        var weights = new float[channels * window * channels * window];
        for (var row = 0; row < channels * window; row++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var gain = Mix(row / window, channel, channels);
                for (var n = 0; n < window; n++)
                    weights[(((row * channels) + channel) * window) + n] = (float)(gain * Filter(row % window, n, bands));
            }
        }

        return weights;
    }

    /// <summary>
    /// Gives the decoder's weights, [channels * 2 bands, channels, 2 bands]: half the encoder's, for cosines alone and sines alone are
    /// complete.
    /// </summary>
    /// <param name="channels">The number of audio channels.</param>
    /// <param name="bands">The number of bands.</param>
    public static float[] Decoder(int channels, int bands) => [.. Encoder(channels, bands).Select(weight => weight / 2)];

    // Filters are, from low to high, the cosine and the sine of each band.
    private static double Filter(int filter, int n, int bands)
    {
        var turn = ((n + ((bands + 1) / 2.0)) * ((filter / 2) + 0.5)) / bands;
        var wave = filter % 2 == 0 ? double.CosPi(turn) : double.SinPi(turn);
        return Math.Sqrt(2.0 / bands) * double.SinPi((n + 0.5) / (2 * bands)) * wave;
    }

    // Two channels as their sum and their difference, others as they are.
    private static double Mix(int mixed, int channel, int channels) => channels switch
    {
        2 => mixed == 1 && channel == 1 ? -Math.Sqrt(0.5) : Math.Sqrt(0.5),
        _ => mixed == channel ? 1 : 0,
    };
}
