using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary><c>tad convert</c>: writes any model that can be read as a folder with model.json and model.safetensors.</summary>
internal static class ConvertCommand
{
    public static Command Create(Terminal terminal)
    {
        var input = new Argument<string>("IN")
        {
            Description = "The model: a .ckpt with its YAML beside it, a folder, or a .safetensors with model.json or config.json beside it.",
        };
        var output = new Argument<string>("OUT") { Description = "The folder to write model.json and model.safetensors to." };
        var weights = ModelOptions.Weights();
        var configuration = ModelOptions.Configuration();
        var half = new Option<bool>("--half") { Description = "Store 16-bit floats: half the size, and a sound that differs a little." };
        var force = new Option<bool>("--force") { Description = "Replace the model in a folder that is not empty; other files stay." };
        var command = new TadCommand(
            "convert",
            "Writes one set of a model's weights as a folder with model.json and model.safetensors, without optimiser state.",
            "tad convert kick.ckpt models/kick",
            "tad convert kick.ckpt models/kick-ema --weights ema --config kick.yaml --half")
        {
            input, output, weights, configuration, half, force,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(output);
            var card = ModelPath.CardFor(parsed.GetRequiredValue(input), parsed.GetValue(weights), parsed.GetValue(configuration));
            await using var services = TadServices.Create(terminal);
            using var opened = await services.Opener().OpenAsync(
                parsed.GetRequiredValue(input), card?.Load ?? new ModelLoadOptions(), cancellationToken);
            foreach (var warning in opened.Warnings)
                terminal.WriteWarning(warning);

            var (tensors, values) = ModelConversion.Write(
                opened, services.GetRequiredService<Registry<ITransformFactory>>(), folder, parsed.GetValue(half), parsed.GetValue(force), cancellationToken);
            var size = new FileInfo(Path.Combine(folder, ModelFolder.WeightsName)).Length;
            terminal.Output.WriteLine($"{folder}  {Sentences.Count(tensors, "tensor", "tensors")}  {Sentences.Count(values)} parameters  {Sentences.Bytes(size)}");
            return ExitCodes.Success;
        });
        return command;
    }
}
