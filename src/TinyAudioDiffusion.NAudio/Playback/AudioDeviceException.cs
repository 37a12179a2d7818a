namespace TinyAudioDiffusion.NAudio;

/// <summary>A sound device is missing, cannot be opened, or failed while it played.</summary>
public sealed class AudioDeviceException : TinyAudioDiffusionException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="device">The device's id; null for the system's default.</param>
    /// <param name="reason">What is wrong, and what to do, as the rest of a sentence.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public AudioDeviceException(string? device, string reason, Exception? innerException = null)
        : base($"{(device is null ? "The default sound device" : $"The sound device \"{device}\"")} {reason}", innerException)
            => Device = device;

    /// <summary>Gets the device's id; null for the system's default.</summary>
    public string? Device { get; }
}
