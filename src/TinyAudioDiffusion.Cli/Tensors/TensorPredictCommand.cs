using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary><c>tad tensor predict</c>: one pass of a network, of any kind that the library reads.</summary>
internal static class TensorPredictCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = ModelOptions.Model(required: true);
        var input = new Option<string>("--input", "-i")
        {
            Description = "A safetensors file with x [batch, channels, samples] and time [batch], from 0 (clean) to 1 (noise); where the network takes them also "
                + "features [batch, features], embedding [batch, tokens, features] and channels/LEVEL [batch, channels, samples]. Names may begin with in/.",
            HelpName = "FILE",
            Required = true,
        };
        var output = new Option<string>("--output", "-o") { Description = "The safetensors file to write v to.", HelpName = "FILE", Required = true };
        var scale = Numbers.WithDefault("--embedding-scale", [], 1f, float.MinValue, float.MaxValue);
        (scale.HelpName, scale.Description) = ("SCALE", "How far classifier-free guidance goes from no embedding (0) to the embedding (1) and beyond.");
        var weights = ModelOptions.Weights();
        var configuration = ModelOptions.Configuration();
        var engineOptions = new EngineOptions();
        var command = new TadCommand(
            "predict",
            "Runs one pass of a model's network and writes v; tells the seconds of the pass on the error stream.",
            "tad tensor predict --model kick.ckpt --input in.safetensors --output out.safetensors")
        {
            model, input, output, scale, weights, configuration,
        };
        engineOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(model)!;
            var card = ModelPath.CardFor(path, parsed.GetValue(weights), parsed.GetValue(configuration));
            await using var services = TadServices.Create(terminal, engineOptions.Of(parsed), card);
            card ??= services.GetRequiredService<IModelZoo>().CardFor(path);
            var engine = services.GetRequiredService<TensorEngine>();
            using var inputs = new TensorInput(parsed.GetRequiredValue(input));
            using var network = await LoadAsync(services, engine, terminal, card, cancellationToken);
            using var pass = new NetworkPass(engine, network, inputs, parsed.GetValue(scale));

            var start = Stopwatch.GetTimestamp();
            var (shape, v) = pass.Run();
            TensorOutput.WriteTime(terminal, Stopwatch.GetElapsedTime(start), "1 call", engine.Description);
            TensorOutput.Write(terminal, parsed.GetRequiredValue(output), "v", shape, v);
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task<DiffusionNetwork> LoadAsync(
        IServiceProvider services, TensorEngine engine, Terminal terminal, ModelCard card, CancellationToken cancellationToken)
    {
        using var opened = await services.Opener().OpenAsync(card.Location, card.Load, cancellationToken);
        foreach (var warning in opened.Warnings)
            terminal.WriteWarning(warning);
        var network = new DiffusionNetwork(opened.Description, services.GetRequiredService<Registry<ITransformFactory>>());
        try
        {
            network.Load(engine, opened.Weights, cancellationToken);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
