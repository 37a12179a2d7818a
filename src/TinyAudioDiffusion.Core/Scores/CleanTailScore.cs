namespace TinyAudioDiffusion;

/// <summary>
/// The level of the loudest tenth of a sound above its last tenth, in dB. Hiss at the end is the first fault of models of this kind, and a
/// quiet end scores high. Silence scores lowest.
/// </summary>
public sealed class CleanTailScore : ISoundScore
{
    /// <inheritdoc/>
    public string Name => ScoreNames.CleanTail;

    /// <inheritdoc/>
    public double Score(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var part = Math.Max(1, clip.Length / 10);
        var loudest = 0.0;
        for (var start = 0; start + part <= clip.Length; start += part)
            loudest = Math.Max(loudest, Energy(clip, start, part));
        var tail = Energy(clip, Math.Max(0, clip.Length - part), Math.Min(part, clip.Length));
        return loudest > 0 ? 10 * Math.Log10(loudest / Math.Max(tail, loudest * 1e-12)) : double.NegativeInfinity;
    }

    private static double Energy(AudioClip clip, int start, int length)
    {
        var sum = 0.0;
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            foreach (var sample in clip.Channel(channel).Slice(start, length))
                sum += (double)sample * sample;
        }

        return sum;
    }
}
