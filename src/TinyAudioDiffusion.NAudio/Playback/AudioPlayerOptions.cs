namespace TinyAudioDiffusion.NAudio;

/// <summary>Settings for playing sounds.</summary>
public sealed class AudioPlayerOptions
{
    /// <summary>Gets or sets the id of the device, see <see cref="IAudioPlayer.GetDevices"/>.</summary>
    /// <value>Null: the system's default, looked up anew for each sound.</value>
    public string? Device { get; set; }

    /// <summary>Gets or sets the volume at the beginning, see <see cref="IAudioPlayer.Volume"/>.</summary>
    /// <value>1.</value>
    public float Volume { get; set; } = 1f;
}
