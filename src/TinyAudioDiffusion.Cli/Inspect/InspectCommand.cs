using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary><c>tad inspect</c>: looks into the files of a model or of a sound. Executes nothing of them.</summary>
internal static class InspectCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A .wav, whose recipe and id are shown; or a model: "
                + "a .ckpt, a .safetensors, a model.json, a config.json, a folder with one of them, or a model's id.",
        };
        var configuration = ModelOptions.Configuration();
        var tensors = new Option<bool>("--tensors") { Description = "List every tensor and every alias." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document, with every tensor, instead of tables." };
        var command = new TadCommand(
            "inspect",
            "Shows how a sound was made, or what a model's file holds: tensors, aliases, configuration, and what would be loaded. "
                + "Executes nothing of it.",
            "tad inspect sounds/kick-42.wav",
            "tad inspect drums",
            "tad inspect kick.ckpt --tensors")
        {
            file, configuration, tensors, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context,
            new InspectSettings(
                parsed.GetRequiredValue(file), parsed.GetValue(configuration), parsed.GetValue(tensors), parsed.GetValue(json)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, InspectSettings settings, CancellationToken cancellationToken)
    {
        var printer = new InspectionPrinter(context.Terminal, settings.AllTensors);
        if (SoundReport.IsSound(settings.File, context.Formats))
        {
            var sound = SoundReport.Of(settings.File, context.Formats);
            if (settings.AsJson)
                context.Terminal.WriteJson(sound);
            else
                printer.Print(sound);
            return ExitCodes.Success;
        }

        await using var services = context.CreateServices();
        var inspector = new Inspector(
            services.GetRequiredService<ModelFinder>(), services.GetRequiredService<ModelOpener>(), services.GetRequiredService<Registry<ITransformFactory>>());
        var report = await inspector.InspectAsync(settings.File, settings.Configuration, services.FetchProgress(), cancellationToken);
        if (settings.AsJson)
            context.Terminal.WriteJson(report);
        else
            printer.Print(report);
        return ExitCodes.Success;
    }
}
