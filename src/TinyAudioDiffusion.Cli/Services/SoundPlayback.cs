using System.CommandLine;
using TinyAudioDiffusion.NAudio;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>Plays sounds one after another on the loudspeakers.</summary>
/// <param name="device">The device's id; null for the system's default.</param>
/// <param name="volume">The volume, from 0 to 1.</param>
internal sealed class SoundPlayback(string? device = null, float volume = 1f) : IDisposable
{
    private readonly AudioPlayer _player = new(new AudioPlayerOptions { Device = device, Volume = volume });

    /// <summary>Makes the option of commands that play what they made.</summary>
    public static Option<bool> Option() => new("--play") { Description = "Play the sounds as well, one after another." };

    /// <summary>Plays sounds that were just made.</summary>
    /// <exception cref="AudioDeviceException">There is no way to play sound here, or it failed.</exception>
    public static async Task PlayAsync(IEnumerable<AudioClip> clips, CancellationToken cancellationToken)
    {
        using var playback = new SoundPlayback();
        foreach (var clip in clips)
            await playback.PlayAsync(clip, cancellationToken);
    }

    /// <summary>Plays one sound to its end.</summary>
    /// <exception cref="AudioDeviceException">There is no way to play sound here, or it failed.</exception>
    public Task PlayAsync(AudioClip clip, CancellationToken cancellationToken) => _player.PlayAsync(clip, cancellationToken);

    public void Dispose() => _player.Dispose();
}
