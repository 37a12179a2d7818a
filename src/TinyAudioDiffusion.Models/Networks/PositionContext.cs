namespace TinyAudioDiffusion.Models.Networks;

/// <summary>
/// Context channels that tell the network where in the sound it is: 1 / (1 + n / 256), 1 / (1 + n / 1024) and so on, each four times as slow, for sample n of the waveform in
/// the middle of a column. Without them, convolutions and attention tell the start of a one-shot from its end only by the zeros around it.
/// </summary>
/// <remarks>Division and addition alone, so that every machine has the same bits.</remarks>
internal static class PositionContext
{
    private const float Fastest = 256f; // samples
    private const float Slower = 4f;

    /// <summary>Computes the channels of one item.</summary>
    /// <param name="stride">The samples of a column.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="context">Receives the values, [channels, columns].</param>
    public static void Fill(int stride, int columns, Span<float> context)
    {
        var scale = Fastest;
        for (var channel = context; channel.Length > 0; channel = channel[columns..], scale *= Slower)
        {
            for (var column = 0; column < columns; column++)
                channel[column] = 1f / (1f + ((column + 0.5f) * stride / scale));
        }
    }
}
