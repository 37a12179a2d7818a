namespace TinyAudioDiffusion.Models.Refinement;

/// <summary>The context of a refiner: where in the sound and in the spectrum a place is.</summary>
internal static class BandPosition
{
    /// <summary>The number of context channels of a level.</summary>
    public const int Channels = 4;

    private const float Soon = 1024f; // samples
    private const float Late = 8192f;
    private const float Low = 16f; // the first sixteenth of the spectrum, up to 1.4 kHz, is half of its channel

    /// <summary>Gives the value of a channel at a place.</summary>
    /// <param name="channel">The channel: near the start, in the beginning, low, frequency.</param>
    /// <param name="place">The place, where the frames of the first band come first, then those of the second.</param>
    /// <param name="samples">The number of places.</param>
    /// <param name="bands">The number of bands.</param>
    public static float At(int channel, float place, int samples, int bands)
    {
        var frames = (float)(samples / bands);
        var band = MathF.Floor(place / frames);
        var sample = (place - (band * frames)) * bands;
        var frequency = (band + 0.5f) / bands;
        return channel switch
        {
            0 => 1f / (1f + (sample / Soon)),
            1 => 1f / (1f + (sample / Late)),
            2 => 1f / (1f + (Low * frequency)),
            _ => frequency,
        };
    }
}
