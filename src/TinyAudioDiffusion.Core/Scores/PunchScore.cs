namespace TinyAudioDiffusion;

/// <summary>
/// The share of a sound's energy in the 20 ms after its onset (the first sample within 20 dB of the peak), from 0 to 1.
/// </summary>
public sealed class PunchScore : ISoundScore
{
    /// <inheritdoc/>
    public string Name => ScoreNames.Punch;

    /// <inheritdoc/>
    public double Score(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var threshold = clip.Peak * 0.1f;
        if (!(threshold > 0))
            return 0;
        var (whole, early) = (0.0, 0.0);
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var samples = clip.Channel(channel);
            var onset = -1;
            for (var i = 0; i < samples.Length; i++)
            {
                if (onset < 0 && Math.Abs(samples[i]) >= threshold)
                    onset = i;
                var energy = (double)samples[i] * samples[i];
                whole += energy;
                early += onset >= 0 && i - onset < clip.SampleRate / 50 ? energy : 0;
            }
        }

        return early / whole;
    }
}
