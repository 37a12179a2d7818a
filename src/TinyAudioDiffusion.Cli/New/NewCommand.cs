using System.CommandLine;
using System.Text;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Cli.New;

/// <summary><c>tad new</c>: makes a folder to begin with.</summary>
internal static class NewCommand
{
    public static Command Create(CommandContext context)
    {
        var what = new Argument<string>("WHAT")
        {
            Description = "console: an application that makes drums. web: a drum service with a page. training: a model of one's own sounds.",
            Arity = ArgumentArity.ExactlyOne,
        };
        what.AcceptOnlyFromAmong("console", "web", "training");
        var folder = new Argument<string>("FOLDER") { Description = "The folder; it must be new or empty." };
        var command = new TadCommand(
            "new",
            "Makes a folder to begin with: an application that embeds the library, or a training.",
            "tad new console my-drums",
            "tad new web my-service",
            "tad new training my-model")
        {
            what, folder,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(folder);
            OutputFolder.RequireWritable(path, "FOLDER");
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
                throw new CommandException($"\"{path}\" is not empty: name a new folder, so that nothing of yours is replaced.");
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
            var starter = parsed.GetRequiredValue(what) is var wanted and not "training"
                ? Starter.Application($"tad-{wanted}", name, ProgramVersion.Number)
                : Starter.Training();
            foreach (var (file, text) in starter.Files)
            {
                var target = Path.Combine(path, file);
                AtomicFile.Write(target, stream => stream.Write(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));
                context.Terminal.WriteLine(target);
            }

            var next = starter.Next.Select(step => step.Replace("NAME", path, StringComparison.Ordinal));
            context.Terminal.WriteNotice($"Next: {string.Join(", then ", next)}");
            return ExitCodes.Success;
        });
        return command;
    }
}
