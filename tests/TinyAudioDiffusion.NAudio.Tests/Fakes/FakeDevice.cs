using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Tests.Fakes;

/// <summary>A device that takes what it is given when the test says so.</summary>
internal sealed class FakeDevice : IWavePlayer
{
    private readonly List<float> _heard = [];
    private ISampleProvider? _source;

    public event EventHandler<StoppedEventArgs>? PlaybackStopped;

    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Exception? FailsToStart { get; init; }

    public bool PlaysByItself { get; init; }

    public bool IsDisposed { get; private set; }

    public float[] Heard => [.. _heard];

    public float Volume { get; set; } = 1;

    public PlaybackState PlaybackState { get; private set; }

    public WaveFormat OutputWaveFormat => _source!.WaveFormat;

    public void Init(IWaveProvider waveProvider) => _source = waveProvider.ToSampleProvider();

    public void Play()
    {
        if (FailsToStart is not null)
            throw FailsToStart;
        PlaybackState = PlaybackState.Playing;
        Started.SetResult();
        if (PlaysByItself)
            _ = Task.Run(Finish);
    }

    /// <summary>Takes some frames.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Take(int frames)
    {
        var buffer = new float[frames * OutputWaveFormat.Channels];
        var count = _source!.Read(buffer);
        _heard.AddRange(buffer.AsSpan(0, count));
        return count > 0;
    }

    public void Finish()
    {
        while (Take(100))
        {
        }

        End(null);
    }

    public void End(Exception? failure)
    {
        PlaybackState = PlaybackState.Stopped;
        PlaybackStopped?.Invoke(this, new StoppedEventArgs(failure));
    }

    public void Stop() => End(null);

    public void Pause() => PlaybackState = PlaybackState.Paused;

    public void Dispose() => IsDisposed = true;
}
