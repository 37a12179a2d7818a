using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Play;

/// <summary><c>tad play</c>: plays sound files.</summary>
internal static class PlayCommand
{
    public static Command Create(CommandContext context)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "The sound files to play, one after another: WAV, FLAC, AIFF, MP3 or Ogg Vorbis.",
            Arity = ArgumentArity.OneOrMore,
        };
        var device = new Option<string?>("--device")
        {
            Description = "The sound device, as the system's player names it. Default: the system's default device.",
            HelpName = "ID",
        };
        var volume = Numbers.WithDefault("--volume", [], 1f, 0f, 1f).Described("V", "The volume, from 0 (silent) to 1 (as it is).");
        var command = new TadCommand(
            "play",
            "Plays sound files: through WASAPI on Windows, through the system's own player program on macOS and Linux.",
            "tad play sounds/kick-42.wav",
            "tad play sounds/kick-42.wav sounds/snare-42.wav --volume 0.5")
        {
            files, device, volume,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var input = new SoundInput(context);
            var names = parsed.GetRequiredValue(files);
            input.Require(names);
            await using var services = context.CreateServices(player: options =>
            {
                options.Device = parsed.GetValue(device);
                options.Volume = parsed.GetValue(volume);
            });
            foreach (var name in names)
            {
                var clip = input.Read(name);
                context.Terminal.WriteLine($"{name}  {clip.Duration.TotalSeconds:0.00} s  peak {clip.PeakDbfs:0.0} dBFS");
                await services.PlayAsync([clip], cancellationToken);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
