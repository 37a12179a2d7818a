using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Bench;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Data.Examination;
using TinyAudioDiffusion.Training.Diagnostics;
using TinyAudioDiffusion.Training.Recipes;

namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary><c>tad dataset doctor</c>: what is wrong with a folder of sounds, and how long an epoch of it takes.</summary>
internal static class DatasetDoctorCommand
{
    // The first one compiles the kernels.
    private const int Steps = 3;

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder; the folders in it are the classes." };
        var csv = new Option<string?>("--csv")
        {
            HelpName = "FILE",
            Description = "A CSV file with the columns \"path\", below FOLDER, and \"label\": only what it names is looked at.",
        };
        var model = ModelOptions.Model(required: false);
        model.Description = "The model to train: its form decides what is cut, its size how long an epoch takes. Default: the published configuration.";
        var weights = ModelOptions.Weights();
        var configuration = ModelOptions.Configuration();
        var threads = ModelOptions.Threads();
        var all = new Option<bool>("--all") { Description = "List every file of every finding." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document, with every finding, instead of tables." };
        var command = new TadCommand(
            "doctor",
            "Examines sounds before training: unreadable, silent, clipped, late, short or cut ones, duplicates, balance of the classes, and the time of an epoch here.",
            "tad dataset doctor drums",
            "tad dataset doctor drums --csv drums.csv --json")
        {
            folder, csv, model, weights, configuration, threads, all, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var show = !parsed.GetValue(json);
            var path = parsed.GetValue(model);
            var card = ModelPath.CardFor(path, parsed.GetValue(weights), parsed.GetValue(configuration));
            await using var services = TadServices.Create(terminal, model: card);
            using var opened = await BenchCommand.OpenAsync(services, path, card, cancellationToken);
            var audio = opened.Description.Audio;
            var options = new FolderDataOptions { Csv = parsed.GetValue(csv), SampleRate = audio.SampleRate, Channels = audio.Channels, Samples = audio.Length };
            var report = await ExamineAsync(parsed.GetRequiredValue(folder), options, terminal, show, cancellationToken);

            var name = path is null ? BenchCommand.PublishedName : ModelPath.ShortName(path);
            var stages = new Stages(terminal, show);
            stages.Enter("Timing training steps");
            var seconds = TimeOfAStep(opened.Description, services.GetRequiredService<Registry<ITransformFactory>>(), parsed.GetValue(threads) ?? 0, cancellationToken);
            stages.Clear();

            var document = DoctorReport.Of(parsed.GetRequiredValue(folder), options, report, new EpochEstimate(name, seconds, report.Summary.Usable));
            if (show)
                new DoctorPrinter(terminal.OutputConsole, parsed.GetValue(all)).Print(document);
            else
                terminal.Output.WriteLine(JsonSerializer.Serialize(document, JsonOutput.Readable.DoctorReport));
            return ExitCodes.Success;
        });
        return command;
    }

    private static double TimeOfAStep(ModelDescription model, Registry<ITransformFactory> transforms, int threads, CancellationToken cancellationToken)
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = threads });
        using var steps = new StepTimer(engine, transforms, new TrainingRecipe { Model = model, Batch = 1, Steps = int.MaxValue, Threads = threads });
        return Enumerable.Range(0, Steps).Min(_ => steps.Run(cancellationToken).TotalSeconds);
    }

    private static async Task<DataSetReport> ExamineAsync(
        string folder, FolderDataOptions options, Terminal terminal, bool show, CancellationToken cancellationToken)
    {
        DataSetReport? report = null;
        await ProgressBar.RunAsync(terminal, show, "Examining", async progress =>
            report = await Task.Run(() => DataSetDoctor.Examine(folder, options, progress, cancellationToken), cancellationToken));
        return report!;
    }
}
