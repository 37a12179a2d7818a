using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Formats.Onnx;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary><c>tad export</c>: writes a model's network, or a student's whole sampler, for other runtimes.</summary>
internal static class ExportCommand
{
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("IN") { Description = $"The model: {ModelOptions.WhatAModelIs}." };
        var output = new Argument<string>("OUT") { Description = "The file to write; a file of that name is replaced." };
        var onnx = new Option<bool>("--onnx") { Description = "Write ONNX, the only format for now.", DefaultValueFactory = _ => true };
        var unroll = new Option<bool>("--unroll")
        {
            Description = "Write a student's whole way from noise to sound, all network calls in one graph. \"distill\" makes students.",
        };
        var weights = ModelOptions.Weights();
        var configuration = ModelOptions.Configuration();
        var length = new Option<int?>("--length") { Description = "The length of a sound in samples; the model's own by default." };
        var batch = new Option<int>("--batch") { Description = "The number of sounds of a pass.", DefaultValueFactory = _ => 1 };
        var command = new TadCommand(
            "export",
            "Writes a model's network as ONNX, for browsers, phones and other languages.",
            "tad export drums drums.onnx --onnx",
            "tad export drum-classes-4 drums-4.onnx --onnx --unroll",
            "tad export kick.ckpt kick.onnx --onnx --model-config kick.yaml --length 16384")
        {
            input, output, onnx, unroll, weights, configuration, length, batch,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context,
            new ModelSettings(parsed.GetRequiredValue(input), parsed.GetValue(weights), parsed.GetValue(configuration)),
            parsed.GetRequiredValue(output),
            parsed.GetValue(unroll),
            parsed.GetValue(length),
            parsed.GetValue(batch),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, ModelSettings model, string path, bool unroll, int? length, int batch,
        CancellationToken cancellationToken)
    {
        await using var services = context.CreateServices();
        using var opened = await services.OpenAsync(model, cancellationToken);
        foreach (var warning in opened.Warnings)
            context.Terminal.WriteWarning(warning);

        if (unroll && opened.Description.Student is null)
        {
            throw new UsageException(
                $"--unroll: \"{model.Name}\" is no student, so its steps are a choice of each call and cannot be written. Leave the option "
                + $"out, or make a student of it first: tad distill {model.Name} --calls 4");
        }

        var transforms = services.GetRequiredService<Registry<ITransformFactory>>();
        var multiple = LengthMultiple(opened.Description, transforms);
        if (length is { } samples && (samples < 1 || samples % multiple != 0))
            throw new UsageException($"--length {samples}: the network takes a multiple of {multiple} samples.");
        if (batch < 1)
            throw new UsageException($"--batch {batch}: a pass has at least one sound.");

        var exporter = new OnnxExporter(transforms);
        if (unroll)
            exporter.ExportSampler(opened, path, length, batch, cancellationToken);
        else
            exporter.Export(opened, path, length, batch, cancellationToken);
        context.Terminal.WriteLine($"{path}  {Sentences.Bytes(new FileInfo(path).Length)}");
        return ExitCodes.Success;
    }

    private static int LengthMultiple(ModelDescription description, Registry<ITransformFactory> transforms)
    {
        using var network = new DiffusionNetwork(description, transforms);
        return network.LengthMultiple;
    }
}
