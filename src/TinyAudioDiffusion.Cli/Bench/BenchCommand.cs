using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Engine.Diagnostics;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Bench;

/// <summary><c>tad bench</c>: how fast the forward pass is here, and how fast it could be.</summary>
internal static class BenchCommand
{
    /// <summary>What is measured where no model is named.</summary>
    internal const string PublishedName = "published configuration, seeded weights";
    private const ulong PublishedSeed = 0;

    public static Command Create(Terminal terminal)
    {
        var model = ModelOptions.Model(required: false);
        model.Description += " Default: the configuration of the published checkpoints, with seeded weights.";
        var weights = ModelOptions.Weights();
        var configuration = ModelOptions.Configuration();
        var engineOptions = new EngineOptions();
        var batch = Numbers.WithDefault("--batch", [], 1, 1, 1024);
        (batch.HelpName, batch.Description) = ("N", "How many clips a pass computes at once, 1 to 1024.");
        var passes = Numbers.WithDefault("--passes", [], 11, 1, 10000);
        (passes.HelpName, passes.Description) = ("N", "How many passes are timed after the warm-up, 1 to 10000; the median counts.");
        var train = new Option<bool>("--train") { Description = "Measure training steps as well: their time, their rate and their memory." };
        var checkpointing = new Option<bool>("--checkpointing") { Description = "With --train: compute activations again on the way back, which takes less memory and more time." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of tables." };
        var command = new TadCommand(
            "bench",
            "Measures a forward pass, where its time goes, and what the machine could do at most.",
            "tad bench",
            "tad bench --train --checkpointing",
            "tad bench --model kick.ckpt --threads 1 --batch 4 --json")
        {
            model, weights, configuration, batch, passes, train, checkpointing, json,
        };
        engineOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var stages = new Stages(terminal, show: !parsed.GetValue(json));
            var engine = engineOptions.Of(parsed);
            var path = parsed.GetValue(model);
            var card = ModelPath.CardFor(path, parsed.GetValue(weights), parsed.GetValue(configuration));
            await using var services = TadServices.Create(terminal, engine, card);
            stages.Enter("Loading");
            using var opened = await OpenAsync(services, path, card, cancellationToken);
            try
            {
                var training = parsed.GetValue(train)
                    ? new TrainingBenchJob
                    {
                        Model = opened.Description,
                        Transforms = services.GetRequiredService<Registry<ITransformFactory>>(),
                        CreateEngine = () => terminal.Engines.Create(engine),
                        Threads = engine.Threads ?? 0,
                        Batch = parsed.GetValue(batch),
                        Steps = parsed.GetValue(passes),
                        Checkpointing = parsed.GetValue(checkpointing),
                        Stages = stages,
                    }
                    : null;
                var steps = training?.Run(cancellationToken);
                var bench = new ForwardBench(
                    opened, path is null ? PublishedName : ModelPath.ShortName(path), engine, parsed.GetValue(batch), parsed.GetValue(passes));
                var report = MeasureForward(bench, terminal, card, stages, cancellationToken);
                if (steps is var (seconds, memory))
                    report = training!.Report(report, seconds, memory);

                stages.Clear();
                if (parsed.GetValue(json))
                    terminal.Output.WriteLine(JsonSerializer.Serialize(report, BenchJson.Readable.BenchReport));
                else
                    new BenchPrinter(terminal.OutputConsole).Print(report);
                return ExitCodes.Success;
            }
            finally
            {
                stages.Clear();
            }
        });
        return command;
    }

    // Everything of the forward passes is gone when they are measured.
    private static BenchReport MeasureForward(ForwardBench bench, Terminal terminal, ModelCard? card, Stages stages, CancellationToken cancellationToken)
    {
        using var processor = new ManagedEngine(new ManagedEngineOptions { Threads = bench.Engine.Threads ?? 0 });
        using var engine = terminal.Engines.Create(bench.Engine);
        using var profile = new ProfilingEngine(engine);
        using var services = TadServices.CreateOn(profile, terminal, card);
        using var loaded = services.GetRequiredService<ModelLoader>().Load(bench.Opened, bench.Name, cancellationToken).Model;
        var job = new BenchJob
        {
            Processor = processor,
            Profile = profile,
            Model = loaded,
            Name = bench.Name,
            Batch = bench.Batch,
            Passes = bench.Passes,
            Stages = stages,
        };
        return job.Run(cancellationToken);
    }

    /// <summary>Opens the model to measure: the one at a path, or the published configuration with seeded weights.</summary>
    internal static async Task<OpenedModel> OpenAsync(IServiceProvider services, string? path, ModelCard? card, CancellationToken cancellationToken)
    {
        if (path is not null)
        {
            card ??= services.GetRequiredService<IModelZoo>().CardFor(path);
            return await services.Opener().OpenAsync(card.Location, card.Load, cancellationToken);
        }

        var description = PublishedConfiguration.Model;
        var seeded = SeededInitialization.Of(description, services.GetRequiredService<Registry<ITransformFactory>>(), PublishedSeed);
        return new OpenedModel(description, seeded, []);
    }

    private sealed record ForwardBench(OpenedModel Opened, string Name, EngineChoice Engine, int Batch, int Passes);
}
