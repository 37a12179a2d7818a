using NAudio.Wave;
using TinyAudioDiffusion.NAudio.Playback;

namespace TinyAudioDiffusion.NAudio;

/// <summary>Plays sounds by NAudio. Disposing it stops them and waits until none plays any more.</summary>
public sealed class AudioPlayer : IAudioPlayer, IDisposable
{
    private readonly IAudioBackend _backend;
    private readonly string? _device;
    private readonly CancellationTokenSource _end = new();
    private readonly CountdownEvent _playing = new(1); // one for ourselves
    private float _volume;
    private int _disposed;

    /// <summary>Initializes a new instance. Nothing is opened before a sound is played.</summary>
    /// <param name="options">The device and the volume; the defaults where left out.</param>
    /// <param name="backend">What opens devices; the system's own where left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The volume is out of range.</exception>
    public AudioPlayer(AudioPlayerOptions? options = null, IAudioBackend? backend = null)
    {
        _backend = backend ?? SystemAudio.Choose();
        _device = options?.Device;
        Volume = options?.Volume ?? 1f;
    }

    /// <inheritdoc/>
    public float Volume
    {
        get => Volatile.Read(ref _volume);
        set
        {
            if (value is not (>= 0f and <= 1f))
                throw new ArgumentOutOfRangeException(nameof(value), value, $"The volume is {value}; it must be from 0 to 1.");
            Volatile.Write(ref _volume, value);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<AudioDevice> GetDevices() => _backend.GetDevices();

    /// <inheritdoc/>
    public Task PlayAsync(AudioClip clip, CancellationToken cancellationToken = default)
        => PlayAsync(clip.ToSampleProvider(), cancellationToken);

    /// <inheritdoc/>
    public async Task PlayAsync(ISampleProvider source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(!_playing.TryAddCount(), this);
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
            // Devices take their time to open, and report to the thread that opened them, which must not be one with a window to draw.
            await Task.Run(() => PlayToEndAsync(source, stop.Token), stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            _playing.Signal();
        }
    }

    /// <summary>Stops all sounds, whose tasks end as canceled, and waits for them.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _end.Cancel();
        _playing.Signal();
        _playing.Wait();
        _end.Dispose();
    }

    private async Task PlayToEndAsync(ISampleProvider source, CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var device = Start(new Fader(source, () => Volume), stopped);
        try
        {
            if (await stopped.Task.WaitAsync(cancellationToken).ConfigureAwait(false) is { } failure)
                throw new AudioDeviceException(_device, $"stopped: {failure.Message}", failure);
        }
        finally
        {
            // Nobody reads the source after this.
            device.Stop();
        }
    }

    private IWavePlayer Start(ISampleProvider source, TaskCompletionSource<Exception?> stopped)
    {
        IWavePlayer? device = null;
        try
        {
            device = _backend.Open(_device);
            device.PlaybackStopped += (_, stop) => stopped.TrySetResult(stop.Exception);
            device.Init(source);
            device.Play();
            return device;
        }
        catch (Exception exception)
        {
            device?.Dispose();
            if (exception is AudioDeviceException)
                throw;
            throw new AudioDeviceException(
                _device, $"cannot play: {exception.Message.TrimEnd('.')}. {nameof(GetDevices)} lists what there is.", exception);
        }
    }
}
