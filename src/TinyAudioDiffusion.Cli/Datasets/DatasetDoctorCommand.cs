using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Bench;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data.Examination;
using TinyAudioDiffusion.Training.Data.Folders;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary><c>tad dataset doctor</c>: finds what is wrong with a folder of sounds, and how long an epoch of it takes.</summary>
internal static class DatasetDoctorCommand
{
    // The first step compiles the kernels.
    private const int Steps = 3;

    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder; the folders in it are the classes." };
        var csv = new Option<string?>("--csv")
        {
            HelpName = "FILE",
            Description = "A CSV file with the columns \"path\", below FOLDER, and \"label\". Only the files in it are examined.",
        };
        var model = ModelOptions.Model(required: false);
        model.Description = "The model to train. Sounds are cut to its length, and an epoch is timed with it. Default: the published "
            + "configuration.";
        var weights = ModelOptions.Weights();
        var configuration = ModelOptions.Configuration();
        var threads = EngineOptions.Threads();
        var all = new Option<bool>("--all") { Description = "List every file of every finding." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document, with every finding, instead of tables." };
        var command = new TadCommand(
            "doctor",
            "Examines sounds before training: unreadable, silent, clipped, late, short or cut ones, duplicates, balance of the classes, "
                + "and the time of an epoch here.",
            "tad dataset doctor drums",
            "tad dataset doctor drums --csv drums.csv --json")
        {
            folder, csv, model, weights, configuration, threads, all, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new DatasetDoctorSettings
            {
                Folder = parsed.GetRequiredValue(folder),
                Csv = parsed.GetValue(csv),
                Model = new ModelSettings(parsed.GetValue(model), parsed.GetValue(weights), parsed.GetValue(configuration)),
                Threads = parsed.GetValue(threads) ?? 0,
                ListsAll = parsed.GetValue(all),
                AsJson = parsed.GetValue(json),
            };
            return RunAsync(context, settings, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, DatasetDoctorSettings settings, CancellationToken cancellationToken)
    {
        var show = !settings.AsJson;
        if (settings.Csv is { } csv)
            InputFile.Require(csv, "CSV file");
        await using var services = context.CreateServices(model: settings.Model.Card());
        using var model = await MeasuredModel.OpenAsync(services, settings.Model, cancellationToken);
        var (description, audio) = (model.RequireNetwork().Description, model.RequireNetwork().Description.Audio);
        var options = new FolderDataOptions
        {
            Csv = settings.Csv,
            Formats = context.Formats,
            SampleRate = audio.SampleRate,
            Channels = audio.Channels,
            Samples = audio.Length,
        };
        DataSetReport? report = null;
        await ProgressBar.RunAsync(context.Terminal, show, "Examining", async progress => report = await Task.Run(
            () => DataSetDoctor.Examine(settings.Folder, options, progress, cancellationToken), cancellationToken));

        var stages = new Stages(context.Terminal, show);
        stages.Enter("Timing training steps");
        var seconds = TimeOfAStep(
            description, services.GetRequiredService<Registry<ITransformFactory>>(), settings.Threads, cancellationToken);
        stages.Clear();

        var document = DoctorReport.Of(settings.Folder, options, report!, new EpochEstimate(model.Name, seconds, report!.Summary.Usable));
        if (show)
            new DoctorPrinter(context.Terminal, settings.ListsAll).Print(document);
        else
            context.Terminal.WriteJson(document);
        return ExitCodes.Success;
    }

    private static double TimeOfAStep(
        ModelDescription model, Registry<ITransformFactory> transforms, int threads, CancellationToken cancellationToken)
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = threads });
        var configuration = new TrainingConfiguration { Model = model, Batch = 1, Steps = int.MaxValue, Threads = threads };
        return new Trainer(engine, transforms).TimeSteps(configuration, cancellationToken).Take(Steps).Min().TotalSeconds;
    }
}
