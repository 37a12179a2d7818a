using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Distillation;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Distill;

/// <summary>The configuration of a distillation, from its teacher and the command line.</summary>
/// <param name="settings">The command line.</param>
internal sealed class DistillPlan(DistillSettings settings)
{
    public const int DefaultSteps = 2000;

    // A short distillation must not end before its rate has risen.
    private const int WarmUpShare = 10;

    /// <summary>Plans a new distillation.</summary>
    /// <exception cref="CommandException">The disk may not hold a single path.</exception>
    public TrainingConfiguration New(Distiller distiller, OpenedModel teacher, string name, CancellationToken cancellationToken)
    {
        var plan = distiller.Plan(
            teacher.Description, teacher.Weights, name, settings.Calls, settings.TeacherSettings, cancellationToken);
        var isTimed = settings.Steps is null && settings.Seconds is not null;
        var steps = isTimed ? default(int?) : settings.Steps ?? DefaultSteps;
        var rate = plan.Rate with { Peak = settings.Rate ?? plan.Rate.Peak };
        return Computed(plan with
        {
            Steps = steps,
            Seconds = isTimed ? settings.Seconds : null,
            Batch = settings.Batch ?? plan.Batch,
            Accumulation = settings.Accumulation ?? plan.Accumulation,
            Rate = steps is { } limit ? rate with { WarmUp = Math.Min(rate.WarmUp, limit / WarmUpShare) } : rate,
            Seed = settings.Seed ?? plan.Seed,
            Distillation = plan.Distillation! with
            {
                Method = settings.Method ?? plan.Distillation.Method,
                PathCount = Paths(plan),
                SpectralWeight = settings.SpectralWeight ?? plan.Distillation.SpectralWeight,
            },
        });
    }

    /// <summary>Plans the rest of a distillation: only its limit and how it is computed may change.</summary>
    public TrainingConfiguration Resumed()
    {
        if (settings.Unchangeable is [var given, ..])
        {
            throw new UsageException(
                $"{given} cannot change when a distillation goes on: leave it out, or start a new one with --out.");
        }

        var configuration = new RunFolder(settings.Folder).LoadConfiguration();
        if (configuration.Distillation is null)
            throw new CommandException($"The run in {settings.Folder} is a training on sounds: go on with it by tad train --resume.");
        var isLimited = settings.Steps is not null || settings.Seconds is not null;
        return Computed(configuration with
        {
            Steps = isLimited ? settings.Steps : configuration.Steps,
            Seconds = isLimited ? settings.Seconds : configuration.Seconds,
        });
    }

    private TrainingConfiguration Computed(TrainingConfiguration configuration) => configuration with
    {
        GradientCheckpointing = configuration.GradientCheckpointing || settings.GradientCheckpointing,
        Half = configuration.Half || settings.AsHalf,
        Threads = settings.Engine.Threads ?? configuration.Threads,
    };

    // What is held out is on the same disk.
    private int Paths(TrainingConfiguration plan)
    {
        var bytes = Distiller.PathBytes(plan);
        var room = (long)(settings.CacheMegabytes * 1e6 / bytes) - plan.Validation.Clips;
        if (room < 1)
        {
            throw new CommandException(
                $"A path of the teacher takes {Sentences.Bytes(bytes)}, and {plan.Validation.Clips} more are held out: "
                + $"give --cache at least {Math.Ceiling(bytes * (plan.Validation.Clips + 1.0) / 1e6)} MB.");
        }

        return (int)Math.Min(settings.Paths ?? plan.Distillation!.PathCount, room);
    }
}
