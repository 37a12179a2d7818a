using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Cli.Train;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Distillation;
using TinyAudioDiffusion.Training.Reports;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Distill;

/// <summary><c>tad distill</c>: makes a model of few network calls out of another one, or continues to.</summary>
internal static class DistillCommand
{
    public static Command Create(CommandContext context)
    {
        var options = new DistillOptions();
        var command = new TadCommand(
            "distill",
            "Makes a model of few network calls, the student, out of any model, the teacher: no sounds are needed. Ctrl-C saves and stops. "
                + "A distillation that was stopped or killed continues with --resume, and its result is the same to the bit.",
            "tad distill drums --calls 4 --out runs/drums-4 --time 2h",
            "tad distill kicks.ckpt --calls 2 --out runs/kicks-2 --batch 1 --accumulation 8",
            "tad distill --resume runs/drums-4",
            "tad generate snare --model runs/drums-4/model -n 8");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(context, options.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, DistillSettings settings, CancellationToken cancellationToken)
    {
        if (!settings.Resumes)
            OutputFolder.RequireWritable(settings.Folder);
        if (!settings.Resumes && new RunFolder(settings.Folder).HasState)
        {
            throw new CommandException($"There is a run in \"{settings.Folder}\" already: go on with it by --resume, or choose another "
                + "folder.");
        }

        await using var services = context.CreateServices(settings.Engine);
        var plan = new DistillPlan(settings);
        var resumed = settings.Resumes ? plan.Resumed() : null;
        var teacherSettings = resumed is null ? settings.Teacher : settings.Teacher with { Name = resumed.From };
        using var teacher = await services.OpenAsync(teacherSettings, cancellationToken);
        var distiller = new Distiller(
            services.GetRequiredService<TensorEngine>(), services.GetRequiredService<Registry<ITransformFactory>>(),
            services.GetRequiredService<Registry<ISampler>>(), services.GetRequiredService<Registry<INoiseSchedule>>());
        if (resumed is null)
            context.Terminal.WriteNotice("Choosing the student's noise levels on a few paths of the teacher ...");
        var configuration = resumed ?? await Task.Run(
            () => plan.New(distiller, teacher, NameOf(teacherSettings), cancellationToken), cancellationToken);

        var view = new TrainingView(context.Terminal);
        var report = new TrainingReportWriter();
        var job = new DistillationJob
        {
            Configuration = configuration,
            Teacher = teacher.Description,
            Weights = teacher.Weights,
            Folder = settings.Folder,
            Start = settings.ResumesFromBest ? TrainingStart.ResumeBest : settings.Resumes ? TrainingStart.Resume : null,
            Observers = [view, report],
        };
        TrainingResult? result = null;
        await view.RunAsync(async () => result = await distiller.RunAsync(job, progress: null, cancellationToken));
        if (report.Failure is { } failure)
            context.Terminal.WriteWarning($"The report was not written: {failure.Message}");
        return Report(context.Terminal, configuration, result!);
    }

    // A path must be found from any folder when the distillation goes on.
    private static string NameOf(ModelSettings teacher) => Path.Exists(teacher.Name) ? Path.GetFullPath(teacher.Name) : teacher.Name!;

    private static int Report(Terminal terminal, TrainingConfiguration configuration, TrainingResult result)
    {
        var folder = Path.GetRelativePath(Environment.CurrentDirectory, result.Folder.FullPath);
        if (!result.IsFinished)
        {
            terminal.WriteNotice($"Stopped after step {Sentences.Count(result.Step)}; go on with: tad distill --resume {folder}");
            return ExitCodes.Cancelled;
        }

        var validation = result.BestValidationLoss is { } best ? $"  best validation loss {best:0.0000}" : "";
        var calls = Sentences.Count(configuration.Model.Student!.Calls, "call", "calls");
        terminal.WriteLine($"{Path.Combine(folder, "model")}  {calls}  {Sentences.Count(result.Step, "step", "steps")}  "
            + $"loss {result.SmoothedLoss:0.0000}{validation}");
        return ExitCodes.Success;
    }
}
