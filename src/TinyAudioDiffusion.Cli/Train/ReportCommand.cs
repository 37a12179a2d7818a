using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Training.Reports;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary><c>tad report</c>: writes the page about a training run.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("RUN") { Description = "The folder of a training run, with metrics.jsonl, recipe.json and samples." };
        var megabytes = Numbers.WithDefault("--max-audio", [], 12.0, 0.0, 2000.0).Described(
            "MB", "How much sound the page may hold, 0 to 2000 MB. Where this is not enough, sounds of some steps are left out.");
        var refresh = Numbers.Optional("--refresh", [], 1, 86400).Described("SECONDS", "How often a browser loads the page again. Default: never.");
        var command = new TadCommand(
            "report",
            "Writes report.html into the folder of a training run, also while it runs: curves, sounds, settings, all in one file.",
            "tad report runs/kicks")
        {
            folder, megabytes, refresh,
        };
        command.SetAction(parsed =>
        {
            var path = TrainingReport.Write(parsed.GetRequiredValue(folder), new TrainingReportOptions
            {
                MaxAudioBytes = (long)(parsed.GetValue(megabytes) * 1e6),
                Refresh = parsed.GetValue(refresh) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            });
            context.Terminal.WriteLine($"{path}  {Sentences.Bytes(new FileInfo(path).Length)}");
            return ExitCodes.Success;
        });
        return command;
    }
}
