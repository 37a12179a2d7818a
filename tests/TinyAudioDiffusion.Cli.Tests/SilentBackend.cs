using NAudio.Wave;
using TinyAudioDiffusion.NAudio;

namespace TinyAudioDiffusion.Cli.Tests;

/// <summary>A plug-in's sound device that takes everything at once and counts it.</summary>
internal sealed class SilentBackend : IAudioBackend
{
    public int Sounds { get; private set; }

    public long Samples { get; private set; }

    public string? Device { get; private set; }

    public IReadOnlyList<AudioDevice> GetDevices() => [new("silent", "A silent device", IsDefault: true)];

    public IWavePlayer Open(string? device)
    {
        Device = device;
        Sounds++;
        return new SilentPlayer(count => Samples += count);
    }

    private sealed class SilentPlayer(Action<int> took) : IWavePlayer
    {
        private ISampleProvider? _source;

        public event EventHandler<StoppedEventArgs>? PlaybackStopped;

        public float Volume { get; set; } = 1;

        public PlaybackState PlaybackState => PlaybackState.Stopped;

        public WaveFormat OutputWaveFormat => _source!.WaveFormat;

        public void Init(IWaveProvider waveProvider) => _source = waveProvider.ToSampleProvider();

        public void Play()
        {
            var block = new float[4096];
            for (int count; (count = _source!.Read(block)) > 0;)
                took(count);
            PlaybackStopped?.Invoke(this, new StoppedEventArgs());
        }

        public void Pause() => throw new NotSupportedException();

        public void Stop()
        {
        }

        public void Dispose()
        {
        }
    }
}
