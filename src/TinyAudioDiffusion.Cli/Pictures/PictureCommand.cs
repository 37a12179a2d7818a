using System.CommandLine;
using System.Text;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Evaluation.Pictures;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Cli.Pictures;

/// <summary><c>tad picture</c>: draws waveforms and mel spectrograms.</summary>
internal static class PictureCommand
{
    public static Command Create(CommandContext context)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "The sound files to draw: WAV, FLAC, AIFF, MP3 or Ogg "
            + "Vorbis.",
            Arity = ArgumentArity.OneOrMore
        };
        var output = new Option<string>("--out", "-o")
        {
            Description = "The SVG file to write; one of the same name is replaced.",
            HelpName = "SVG",
            DefaultValueFactory = _ => "picture.svg",
        };
        var columns = Numbers.WithDefault("--columns", [], 2, 1, 100).Described("N", "How many sounds stand side by side, 1 to 100.");
        var titles = new Option<string[]>("--title")
        {
            Description = "The title of a sound, once for each file in their order. Default: the files' names.",
            HelpName = "TEXT",
        };
        var command = new TadCommand(
            "picture",
            "Draws the waveform and the mel spectrogram of sounds into one SVG file that needs nothing else.",
            "tad picture sounds/kick-42.wav sounds/snare-42.wav --out sounds.svg",
            "tad picture sounds/kick-42.wav --title \"A kick\" --out kick.svg")
        {
            files, output, columns, titles,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(titles) is { Length: > 0 } given && given.Length != result.GetValue(files)!.Length)
            {
                result.AddError($"{Sentences.Count(given.Length, "title", "titles")} for "
                    + $"{Sentences.Count(result.GetValue(files)!.Length, "file", "files")}: give one for each, or none.");
            }
        });
        command.SetAction(parsed =>
        {
            var input = new SoundInput(context);
            var names = parsed.GetRequiredValue(files);
            var given = parsed.GetValue(titles) is { Length: > 0 } some
                ? some
                : [.. names.Select(name => Path.GetFileNameWithoutExtension(name))];
            var path = parsed.GetRequiredValue(output);
            OutputFolder.RequireWritableFile(path);
            Save(path, [.. given.Zip(names.Select(input.Read))], parsed.GetValue(columns));
            context.Terminal.WriteLine($"{path}  {Sentences.Count(names.Length, "sound", "sounds")}  "
                + $"{Sentences.Bytes(new FileInfo(path).Length)}");
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>Draws sounds with their titles into an SVG file, which appears whole or not at all.</summary>
    public static void Save(string path, IReadOnlyList<(string Title, AudioClip Clip)> sounds, int columns)
    {
        var svg = SoundPicture.Draw(sounds, columns);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(svg)));
    }
}
