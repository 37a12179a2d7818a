using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio;

/// <summary>
/// Plays sounds on a device. Several may play at once; each opens the device for itself, and the system mixes them. Safe to use from
/// several threads.
/// </summary>
public interface IAudioPlayer
{
    /// <summary>
    /// Gets or sets the volume, from 0, silent, to 1, as it is. It takes effect at once, without a click; the system's own volume is left
    /// alone.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The volume is out of range.</exception>
    float Volume { get; set; }

    /// <summary>Lists the devices that play sound.</summary>
    /// <returns>The devices, maybe none.</returns>
    /// <exception cref="AudioDeviceException">The system cannot say.</exception>
    IReadOnlyList<AudioDevice> GetDevices();

    /// <summary>Plays a clip to its end.</summary>
    /// <param name="clip">The clip, of any rate and number of channels that the device takes or the system converts.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A task that ends when the clip was heard.</returns>
    /// <exception cref="AudioDeviceException">There is no such device, it does not take the format, or it failed.</exception>
    /// <exception cref="OperationCanceledException">Playing was stopped.</exception>
    /// <exception cref="ObjectDisposedException">The player was disposed before.</exception>
    Task PlayAsync(AudioClip clip, CancellationToken cancellationToken = default);

    /// <summary>
    /// Plays a sample provider to its end; one that never ends, such as a <see cref="DrumSampler"/>, until it is stopped.
    /// </summary>
    /// <param name="source">The provider; it is read on a thread of the device's, not by two at once.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A task that ends when the last sample was heard.</returns>
    /// <exception cref="AudioDeviceException">
    /// There is no such device, it does not take the format, or it or the provider failed.
    /// </exception>
    /// <exception cref="OperationCanceledException">Playing was stopped.</exception>
    /// <exception cref="ObjectDisposedException">The player was disposed before.</exception>
    Task PlayAsync(ISampleProvider source, CancellationToken cancellationToken = default);
}
