using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.NAudio;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>Plays sounds that a command just made.</summary>
internal static class SoundPlayback
{
    /// <summary>Makes the option of commands that play what they made.</summary>
    public static Option<bool> Option() => new("--play") { Description = "Play the sounds as well, one after another." };

    /// <summary>Plays sounds one after another on the services' player.</summary>
    /// <exception cref="AudioDeviceException">There is no way to play sound here, or it failed.</exception>
    public static async Task PlayAsync(this IServiceProvider services, IEnumerable<AudioClip> clips, CancellationToken cancellationToken)
    {
        var player = services.GetRequiredService<IAudioPlayer>();
        foreach (var clip in clips)
            await player.PlayAsync(clip, cancellationToken);
    }
}
