using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Playback;

/// <summary>Stands in on systems whose devices NAudio does not open.</summary>
internal sealed class NoBackend : IAudioBackend
{
    public IReadOnlyList<AudioDevice> GetDevices() => [];

    public IWavePlayer Open(string? device) => throw new PlatformNotSupportedException("NAudio opens sound devices on Windows and Linux only; register an IAudioBackend of your own");
}
