using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary><c>tad convert</c>: writes any model that can be read as a folder with model.json and model.safetensors.</summary>
internal static class ConvertCommand
{
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("IN") { Description = $"The model: {ModelOptions.WhatAModelIs}." };
        var output = new Argument<string>("OUT") { Description = "The folder to write model.json and model.safetensors to." };
        var weights = ModelOptions.Weights();
        var configuration = ModelOptions.Configuration();
        var half = new Option<bool>("--half") { Description = "Store 16-bit floats: half the size, and a sound that differs a little." };
        var force = new Option<bool>("--force") { Description = "Replace the model in a folder that is not empty; other files stay." };
        var command = new TadCommand(
            "convert",
            "Writes one set of a model's weights as a folder with model.json and model.safetensors, without optimiser state.",
            "tad convert drums models/drums",
            "tad convert kick.ckpt models/kick-ema --weights ema --model-config kick.yaml --half")
        {
            input, output, weights, configuration, half, force,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context,
            new ConvertSettings(
                new ModelSettings(parsed.GetRequiredValue(input), parsed.GetValue(weights), parsed.GetValue(configuration)),
                parsed.GetRequiredValue(output), parsed.GetValue(half), parsed.GetValue(force)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ConvertSettings settings, CancellationToken cancellationToken)
    {
        OutputFolder.RequireWritable(settings.Folder, "OUT");
        AtomicFile.RemoveAbandoned(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Folder))) ?? "");
        await using var services = context.CreateServices();
        var card = services.CardOf(settings.Model);
        var finder = services.GetRequiredService<ModelFinder>();
        var files = await finder.FetchAsync(card.Location, card.Load, services.FetchProgress(), cancellationToken);
        using var opened = services.GetRequiredService<ModelOpener>().Open(files, card.Load);
        foreach (var warning in opened.Warnings)
            context.Terminal.WriteWarning(warning);

        var (tensors, values) = ModelConversion.Write(
            opened, files, services.GetRequiredService<Registry<ITransformFactory>>(), settings, cancellationToken);
        var size = new FileInfo(Path.Combine(settings.Folder, ModelFolder.WeightsName)).Length;
        context.Terminal.WriteLine(
            $"{settings.Folder}  {Sentences.Count(tensors, "tensor", "tensors")}  {Sentences.Count(values)} parameters  "
                + $"{Sentences.Bytes(size)}");
        return ExitCodes.Success;
    }
}
