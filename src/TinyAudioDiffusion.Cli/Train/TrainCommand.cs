using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Reports;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary><c>tad train</c>: trains a model on sounds, or continues a training.</summary>
internal static class TrainCommand
{
    public static Command Create(CommandContext context)
    {
        var options = new TrainOptions();
        var command = new TadCommand(
            "train",
            "Trains a model on sounds. Ctrl-C saves and stops. A training that was stopped or killed continues with --resume, "
                + "and its result is the same to the bit.",
            "tad train drums --out runs/drums --time 15m",
            "tad train synthetic:kick --out runs/kicks --preset small --steps 5000",
            "tad train my-kicks --out runs/my-kicks --from kicks.ckpt --steps 200 --rate 2e-5",
            "tad train drums --out runs/words --preset text --captions described",
            "tad train --resume runs/drums",
            "tad generate --model runs/drums/model -n 8");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(context, options.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, TrainSettings settings, CancellationToken cancellationToken)
    {
        if (!settings.Resumes)
            OutputFolder.RequireWritable(settings.Folder);
        if (settings.Csv is { } csv)
            InputFile.Require(csv, "CSV file");
        if (!settings.Resumes && new RunFolder(settings.Folder).HasState)
            throw new CommandException($"There is a training in \"{settings.Folder}\" already: go on with it by --resume, or choose "
                + "another folder.");
        await using var services = context.CreateServices(settings.Engine, textEncoder: settings.TextEncoder);
        using var start = await StartAsync(services, settings, cancellationToken);
        var plan = new TrainingPlan(settings);
        var configuration = settings.Resumes ? plan.Resumed() : plan.New(start);
        var sounds = await OpenAsync(context, configuration, cancellationToken);
        if (!settings.Resumes)
            configuration = plan.WithCharacter(plan.WithClasses(configuration, sounds.Training), sounds);

        var view = new TrainingView(context.Terminal);
        var report = new TrainingReportWriter();
        var job = new TrainingJob
        {
            Configuration = configuration,
            Data = sounds.Training,
            ValidationData = sounds.Validation,
            TextEmbedder = configuration.Model.TextEmbedder is { } embedder
                ? services.GetRequiredService<Registry<ITextEmbedder>>().Get(embedder) : null,
            Folder = settings.Folder,
            Start = settings.ResumesFromBest ? TrainingStart.ResumeBest
                : settings.Resumes ? TrainingStart.Resume
                : start?.Start ?? TrainingStart.FromSeed,
            Observers = [view, report],
        };
        var trainer = new Trainer(services.GetRequiredService<TensorEngine>(), services.GetRequiredService<Registry<ITransformFactory>>());
        TrainingResult? result = null;
        await view.RunAsync(async () => result = await trainer.RunAsync(job, progress: null, cancellationToken));
        if (report.Failure is { } failure)
            context.Terminal.WriteWarning($"The report was not written: {failure.Message}");
        return Report(context.Terminal, result!);
    }

    private static async Task<StartFromModel?> StartAsync(
        IServiceProvider services, TrainSettings settings, CancellationToken cancellationToken)
    {
        if (settings.From is { Name: null } from && (settings.WithOptimizer || from.Weights is not null || from.Configuration is not null))
            throw new UsageException("--weights, --model-config and --with-optimizer say how to start from a model: name it with --from.");
        return settings.From.Name is null || settings.Resumes
            ? null
            : await StartFromModel.OpenAsync(services, settings.From, settings.WithOptimizer, cancellationToken);
    }

    private static async Task<DataSource> OpenAsync(
        CommandContext context, TrainingConfiguration configuration, CancellationToken cancellationToken)
    {
        if (configuration.Data is null)
            throw new CommandException("The training does not say what it learns from: name the sounds.");
        var (terminal, formats) = (context.Terminal, context.Formats);
        DataSource? source = null;
        await ProgressBar.RunAsync(terminal, show: true, "Looking at the sounds", async progress => source = await Task.Run(
            () => DataSource.Open(configuration.Data, configuration.Model.Audio, formats, progress, cancellationToken), cancellationToken));
        if (source!.Summary is { } summary)
        {
            terminal.WriteNotice($"{Sentences.Count(summary.Usable, "sound", "sounds")} in {configuration.Data.Source}");
            foreach (var skipped in summary.Skipped)
                terminal.WriteWarning($"{skipped.Path}: left out, because it {skipped.Reason}");
        }

        return source;
    }

    private static int Report(Terminal terminal, TrainingResult result)
    {
        var folder = Path.GetRelativePath(Environment.CurrentDirectory, result.Folder.FullPath);
        if (!result.IsFinished)
        {
            terminal.WriteNotice($"Stopped after step {Sentences.Count(result.Step)}; go on with: tad train --resume {folder}");
            return ExitCodes.Cancelled;
        }

        var validation = result.BestValidationLoss is { } best ? $"  best validation loss {best:0.0000}" : "";
        var steps = Sentences.Count(result.Step, "step", "steps");
        terminal.WriteLine($"{Path.Combine(folder, "model")}  {steps}  loss {result.SmoothedLoss:0.0000}{validation}");
        return ExitCodes.Success;
    }
}
