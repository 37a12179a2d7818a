using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Benchmarking;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Models;
using TinyAudioDiffusion.Engine.Diagnostics;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Commands;

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
        var threads = ModelOptions.Threads();
        var batch = Numbers.WithDefault("--batch", [], 1, 1, 1024);
        (batch.HelpName, batch.Description) = ("N", "How many clips a pass computes at once, 1 to 1024.");
        var passes = Numbers.WithDefault("--passes", [], 11, 1, 10000);
        (passes.HelpName, passes.Description) = ("N", "How many passes are timed after the warm-up, 1 to 10000; the median counts.");
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of tables." };
        var command = new TadCommand(
            "bench",
            "Measures a forward pass, where its time goes, and what the machine could do at most.",
            "tad bench",
            "tad bench --model kick.ckpt --threads 1 --batch 4 --json")
        {
            model, weights, configuration, threads, batch, passes, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var stages = new Stages(terminal, show: !parsed.GetValue(json));
            var path = parsed.GetValue(model);
            var card = ModelPath.CardFor(path, parsed.GetValue(weights), parsed.GetValue(configuration));
            using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = parsed.GetValue(threads) ?? 0 });
            using var profile = new ProfilingEngine(engine);
            await using var services = TadServices.CreateOn(profile, terminal, card);
            stages.Enter("Loading");
            using var opened = await OpenAsync(services, path, card, cancellationToken);
            var name = path is null ? PublishedName : ModelPath.ShortName(path);
            using var loaded = services.GetRequiredService<ModelLoader>().Load(opened, name, cancellationToken).Model;
            var job = new BenchJob
            {
                Engine = engine,
                Profile = profile,
                Model = loaded,
                Name = name,
                Batch = parsed.GetValue(batch),
                Passes = parsed.GetValue(passes),
                Stages = stages,
            };
            var report = Run(job, stages, cancellationToken);
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(report, BenchJson.Readable.BenchReport));
            else
                new BenchPrinter(terminal.OutputConsole).Print(report);
            return ExitCodes.Success;
        });
        return command;
    }

    private static BenchReport Run(BenchJob job, Stages stages, CancellationToken cancellationToken)
    {
        try
        {
            return job.Run(cancellationToken);
        }
        finally
        {
            stages.Clear();
        }
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
}
