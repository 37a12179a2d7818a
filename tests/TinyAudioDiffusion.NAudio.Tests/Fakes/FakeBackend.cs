using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Tests.Fakes;

internal sealed class FakeBackend(params FakeDevice[] devices) : IAudioBackend
{
    private int _next;

    public List<string?> Opened { get; } = [];

    public IReadOnlyList<AudioDevice> GetDevices() => [new("fake", "A fake", IsDefault: true)];

    public IWavePlayer Open(string? device)
    {
        Opened.Add(device);
        return devices[_next++];
    }
}
