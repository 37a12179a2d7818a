using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.AspNetCore.Endpoints;

/// <summary>A sound while it forms, small enough to send after each step.</summary>
/// <param name="Step">The number of steps done.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Wave">The least and the largest sample of each of 128 parts of the sound, in turn, from -127 to 127, in Base64.</param>
/// <param name="Mel">A mel spectrogram of 64 columns of 32 bands, each column from low to high, from 0 to 255, in Base64.</param>
/// <param name="Id">The id of the finished sound; null before.</param>
internal sealed record Sketch(int Step, int Steps, string Wave, string Mel, string? Id)
{
    private const int Parts = 128;
    private const int Columns = 64;
    private const int Bands = 32;

    /// <summary>Draws a frame.</summary>
    public static Sketch Of(DenoisingFrame frame) => new(
        frame.Step, frame.Steps, Convert.ToBase64String(WaveOf(frame.Clip)), Convert.ToBase64String(MelOf(frame.Clip)),
        frame.IsFinal && frame.Clip.Recipe is { } recipe ? SoundId.Format(recipe) : null);

    private static byte[] WaveOf(AudioClip clip)
    {
        var samples = clip.Channel(0);
        var wave = new byte[2 * Parts];
        for (var part = 0; part < Parts; part++)
        {
            var (least, most) = (0f, 0f);
            foreach (var sample in samples[(int)((long)samples.Length * part / Parts)..(int)((long)samples.Length * (part + 1) / Parts)])
                (least, most) = (Math.Min(least, sample), Math.Max(most, sample));
            wave[2 * part] = unchecked((byte)(sbyte)Math.Clamp(127 * least, -127, 127));
            wave[(2 * part) + 1] = (byte)Math.Clamp(127 * most, -127, 127);
        }

        return wave;
    }

    private static byte[] MelOf(AudioClip clip)
    {
        var mel = new MelSpectrogram(clip.SampleRate, bands: Bands);
        var power = mel.Power(clip);
        MelSpectrogram.ToDecibels(power);
        var frames = power.Length / Bands;
        var floor = power.Max() - 80;
        var picture = new byte[Columns * Bands];
        for (var column = 0; frames > 0 && column < Columns; column++)
        {
            var frame = Math.Min(frames - 1, column * frames / Columns);
            for (var band = 0; band < Bands; band++)
                picture[(column * Bands) + band] = (byte)Math.Clamp(255 * (power[(band * frames) + frame] - floor) / 80, 0, 255);
        }

        return picture;
    }
}
