namespace TinyAudioDiffusion.Grooves;

/// <summary>A sound as the mixer takes it: left and right in turn, at the rate of the mix.</summary>
internal sealed class StereoSound
{
    private StereoSound(float[] samples) => Samples = samples;

    public float[] Samples { get; }

    public int Frames => Samples.Length / 2;

    /// <summary>Prepares a clip: mono is heard on both sides, of more than two channels the first two.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="sampleRate">The rate of the mix.</param>
    /// <param name="longest">How long it may ring before it fades; null for all of it.</param>
    public static StereoSound Of(AudioClip clip, int sampleRate, TimeSpan? longest)
    {
        const double Fade = 0.03;
        var resampled = Resampler.Resample(clip, sampleRate);
        var fade = (int)(Fade * sampleRate);
        var frames = longest is { } time ? Math.Min(resampled.Length, (int)(time.TotalSeconds * sampleRate) + fade) : resampled.Length;
        var left = resampled.Channel(0);
        var right = resampled.Channel(Math.Min(1, resampled.Channels - 1));
        var samples = new float[2 * frames];
        for (var i = 0; i < frames; i++)
        {
            var gain = longest is null ? 1f : Math.Min(1f, (frames - i) / (float)fade);
            (samples[2 * i], samples[(2 * i) + 1]) = (gain * left[i], gain * right[i]);
        }

        return new StereoSound(samples);
    }
}
