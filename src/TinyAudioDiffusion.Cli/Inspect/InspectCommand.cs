using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary><c>tad inspect</c>: looks into a model's files without running anything.</summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A .ckpt, a .safetensors, a model.json, a config.json, or a folder with a model; or a .wav, whose recipe and id are told." };
        var configuration = ModelOptions.Configuration();
        var tensors = new Option<bool>("--tensors") { Description = "List every tensor and every alias." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document, with every tensor, instead of tables." };
        var command = new TadCommand(
            "inspect",
            "Shows what is in a model's file: tensors, aliases, configuration, and what would be loaded. Runs nothing of it. Of a sound, how it was made.",
            "tad inspect kick.ckpt",
            "tad inspect kick-42.wav",
            "tad inspect samples/models/tiny-noise --tensors")
        {
            file, configuration, tensors, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (SoundReport.IsSound(parsed.GetRequiredValue(file)))
            {
                var sound = SoundReport.Of(parsed.GetRequiredValue(file));
                if (parsed.GetValue(json))
                    terminal.Output.WriteLine(JsonSerializer.Serialize(sound, JsonOutput.Readable.SoundReport));
                else
                    new InspectionPrinter(terminal.OutputConsole, allTensors: true).Print(sound);
                return ExitCodes.Success;
            }

            await using var services = TadServices.Create(terminal);
            var inspector = new Inspector(services.Opener(), services.GetRequiredService<Registry<ITransformFactory>>());
            var report = await inspector.InspectAsync(
                parsed.GetRequiredValue(file), parsed.GetValue(configuration), cancellationToken);
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(report, JsonOutput.Readable.InspectionReport));
            else
                new InspectionPrinter(terminal.OutputConsole, parsed.GetValue(tensors)).Print(report);
            return ExitCodes.Success;
        });
        return command;
    }
}
