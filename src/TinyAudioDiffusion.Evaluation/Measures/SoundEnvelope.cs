namespace TinyAudioDiffusion.Evaluation.Measures;

/// <summary>The level of a sound over time, all channels together.</summary>
internal sealed class SoundEnvelope
{
    private const int PerTenth = 10; // windows of 10 ms in 0.1 s

    private readonly AudioClip _clip;
    private readonly double[] _levels;
    private readonly int _window;

    public SoundEnvelope(AudioClip clip)
    {
        _clip = clip;
        _window = Math.Max(1, clip.SampleRate / 100);
        _levels = new double[(clip.Length + _window - 1) / _window];
        for (var i = 0; i < _levels.Length; i++)
            _levels[i] = MeanSquare(i * _window, Math.Min(clip.Length, (i + 1) * _window));
    }

    /// <summary>Gets the mean square of the loudest 0.1 s, or of the whole sound where it is shorter.</summary>
    public double LoudestMeanSquare
    {
        get
        {
            var width = Math.Min(PerTenth, _levels.Length);
            var most = 0.0;
            for (var start = 0; start + width <= _levels.Length; start++)
                most = Math.Max(most, _levels.AsSpan(start, width).ToArray().Average());
            return most;
        }
    }

    /// <summary>The first sample within 20 dB of the peak; 0 for silence.</summary>
    public static int Onset(AudioClip clip)
    {
        var threshold = clip.Peak * 0.1f;
        var first = clip.Length;
        for (var channel = 0; channel < clip.Channels && threshold > 0; channel++)
        {
            var samples = clip.Channel(channel);
            for (var i = 0; i < first; i++)
            {
                if (Math.Abs(samples[i]) >= threshold)
                    first = i;
            }
        }

        return first == clip.Length ? 0 : first;
    }

    /// <summary>The time from the onset to the loudest sample, in seconds.</summary>
    public static double Attack(AudioClip clip)
    {
        var (onset, loudest, most) = (Onset(clip), 0, 0f);
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var samples = clip.Channel(channel);
            for (var i = 0; i < samples.Length; i++)
            {
                if (Math.Abs(samples[i]) > most)
                    (loudest, most) = (i, Math.Abs(samples[i]));
            }
        }

        return Math.Max(0, loudest - onset) / (double)clip.SampleRate;
    }

    public double MeanSquare(int start, int end)
    {
        var sum = 0.0;
        for (var channel = 0; channel < _clip.Channels; channel++)
        {
            foreach (var sample in _clip.Channel(channel)[start..end])
                sum += (double)sample * sample;
        }

        return sum / (_clip.Channels * Math.Max(1, end - start));
    }

    /// <summary>The time from the loudest window until all that follow are so much below, in seconds; null where that does not happen.</summary>
    public double? Decay(double decibels)
    {
        var loudest = Array.IndexOf(_levels, _levels.Max());
        var last = Array.FindLastIndex(_levels, level => level > _levels[loudest] * Math.Pow(10, -decibels / 10));
        return last < 0 || last == _levels.Length - 1 ? null : (last - loudest + 1) * (double)_window / _clip.SampleRate;
    }
}
