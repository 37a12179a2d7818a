using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NAudio.CoreAudioApi;
using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Playback;

/// <summary>The devices of Windows, by WASAPI in shared mode, where Windows converts every format.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WasapiBackend : IAudioBackend
{
    public IReadOnlyList<AudioDevice> GetDevices()
    {
        try
        {
            using var devices = new MMDeviceEnumerator();
            using var standard = devices.TryGetDefaultAudioEndpoint(DataFlow.Render, Role.Multimedia, out var device) ? device : null;
            return [.. devices.EnumerateAudioEndPoints(DataFlow.Render, DeviceState.Active).Select(found => Describe(found, standard?.ID))];
        }
        catch (COMException exception)
        {
            throw new AudioDeviceException(null, $"cannot be looked for: {exception.Message}", exception);
        }
    }

    public IWavePlayer Open(string? device)
    {
        var builder = new WasapiPlayerBuilder().WithSharedMode();
        if (device is null)
            return builder.Build();
        using var devices = new MMDeviceEnumerator();
        return builder.WithDevice(devices.GetDevice(device)).Build();
    }

    private static AudioDevice Describe(MMDevice device, string? standard)
    {
        using (device)
            return new AudioDevice(device.ID, device.FriendlyName, device.ID == standard);
    }
}
