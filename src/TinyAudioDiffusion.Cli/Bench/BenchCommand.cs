using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Engine.Diagnostics;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Cli.Bench;

/// <summary><c>tad bench</c>: measures how fast the forward pass is on this machine, and how fast it could be.</summary>
internal static class BenchCommand
{
    public static Command Create(CommandContext context)
    {
        var model = ModelOptions.Model(required: false);
        model.Description += " Default: the configuration of the published checkpoints, with seeded weights.";
        var weights = ModelOptions.Weights();
        var configuration = ModelOptions.Configuration();
        var engine = new EngineOptions();
        var batch = Numbers.WithDefault("--batch", [], 1, 1, 1024).Described("N", "How many clips a pass computes at once, 1 to 1024.");
        var passes = Numbers.WithDefault("--passes", [], 11, 1, 10000).Described(
            "N", "How many passes are timed after the warm-up, 1 to 10000; the median counts.");
        var train = new Option<bool>("--train")
        {
            Description = "Measure training steps as well: their time, their rate and their memory.",
        };
        var checkpointing = new RenamedOption<bool>("--gradient-checkpointing", "--checkpointing")
        {
            Description = "With --train: recompute activations in the backward pass, which takes less memory and more time.",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of tables." };
        var command = new TadCommand(
            "bench",
            "Measures a forward pass, the time of each of its operations, and the limits of the processor.",
            "tad bench",
            "tad bench --train --gradient-checkpointing",
            "tad bench --model kick.ckpt --threads 1 --batch 4 --json")
        {
            model, weights, configuration, batch, passes, train, checkpointing, json,
        };
        engine.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new BenchSettings
            {
                Model = new ModelSettings(parsed.GetValue(model), parsed.GetValue(weights), parsed.GetValue(configuration)),
                Engine = engine.Read(parsed),
                Batch = parsed.GetValue(batch),
                Passes = parsed.GetValue(passes),
                Trains = parsed.GetValue(train),
                GradientCheckpointing = parsed.GetValue(checkpointing),
                AsJson = parsed.GetValue(json),
            };
            return RunAsync(context, settings, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, BenchSettings settings, CancellationToken cancellationToken)
    {
        var stages = new Stages(context.Terminal, show: !settings.AsJson);
        try
        {
            await using var services = context.CreateServices(settings.Engine, settings.Model.Card());
            stages.Enter("Loading");
            using var measured = await MeasuredModel.OpenAsync(services, settings.Model, cancellationToken);
            var training = settings.Trains ? TrainingJob(context, settings, services, measured, stages) : null;
            var steps = training?.Run(cancellationToken);
            var report = MeasureForward(context, settings, measured, stages, cancellationToken);
            if (steps is var (seconds, memory))
                report = training!.Report(report, seconds, memory);

            stages.Clear();
            if (settings.AsJson)
                context.Terminal.WriteJson(report, JsonText.SnakeCase);
            else
                new BenchPrinter(context.Terminal).Print(report);
            return ExitCodes.Success;
        }
        finally
        {
            stages.Clear();
        }
    }

    private static TrainingBenchJob TrainingJob(
        CommandContext context, BenchSettings settings, IServiceProvider services, MeasuredModel measured, Stages stages) => new()
        {
            Model = measured.RequireNetwork().Description,
            Transforms = services.GetRequiredService<Registry<ITransformFactory>>(),
            CreateEngine = () => context.Engines.Create(settings.Engine),
            Threads = settings.Engine.Threads ?? 0,
            Batch = settings.Batch,
            Steps = settings.Passes,
            Checkpointing = settings.GradientCheckpointing,
            Stages = stages,
        };

    private static BenchReport MeasureForward(
        CommandContext context, BenchSettings settings, MeasuredModel measured, Stages stages, CancellationToken cancellationToken)
    {
        using var processor = new ManagedEngine(new ManagedEngineOptions { Threads = settings.Engine.Threads ?? 0 });
        using var engine = context.Engines.Create(settings.Engine);
        using var profile = new ProfilingEngine(engine);
        using var services = context.CreateServicesOn(profile, settings.Model.Card());
        using var loaded = measured.Load(services, cancellationToken);
        var job = new BenchJob
        {
            Processor = processor,
            Profile = profile,
            Model = loaded,
            Name = measured.Name,
            Batch = settings.Batch,
            Passes = settings.Passes,
            Stages = stages,
        };
        return job.Run(cancellationToken);
    }
}
