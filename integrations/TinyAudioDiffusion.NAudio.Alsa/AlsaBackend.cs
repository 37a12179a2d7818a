using System.Runtime.Versioning;
using NAudio.Wave;
using NAudio.Wave.Alsa;

namespace TinyAudioDiffusion.NAudio.Alsa;

/// <summary>Opens the sound devices of Linux through ALSA, which PipeWire and PulseAudio serve too.</summary>
[SupportedOSPlatform("linux")]
public sealed class AlsaBackend : IAudioBackend
{
    private const string Default = "default";

    /// <inheritdoc/>
    public IReadOnlyList<AudioDevice> GetDevices()
    {
        try
        {
            return [.. AlsaDeviceEnumerator.GetPlaybackDevices()
                .Select(device => new AudioDevice(device.Name, NameOf(device), device.Name == Default))];
        }
        catch (Exception exception) when (exception is AlsaException or DllNotFoundException)
        {
            throw new AudioDeviceException(
                null, $"cannot be looked for: {exception.Message}; ALSA's library (libasound.so.2) must be installed.", exception);
        }
    }

    /// <inheritdoc/>
    public IWavePlayer Open(string? device) => new AlsaOut(device ?? Default);

    // Descriptions have lines: the card, then what of it.
    private static string NameOf(AlsaDeviceInfo device)
        => device.Description.Length == 0 ? device.Name : device.Description.ReplaceLineEndings(", ");
}
