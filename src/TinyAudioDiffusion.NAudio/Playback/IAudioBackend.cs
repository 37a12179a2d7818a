using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio;

/// <summary>
/// Opens sound devices. The system's own is used unless another one is registered: WASAPI on Windows, the system's player program on Linux
/// and macOS. Others are a few lines around one of NAudio's players, such as <c>WaveOut</c> or <c>AsioOut</c>.
/// </summary>
public interface IAudioBackend
{
    /// <summary>Lists the devices that play sound.</summary>
    /// <returns>The devices, maybe none.</returns>
    /// <exception cref="AudioDeviceException">The system cannot say.</exception>
    IReadOnlyList<AudioDevice> GetDevices();

    /// <summary>Opens a device for one sound. Any exception means that it cannot be opened.</summary>
    /// <param name="device">The device's id; null for the default.</param>
    /// <returns>A player that was not initialized yet; whoever asked for it disposes it.</returns>
    IWavePlayer Open(string? device);
}
