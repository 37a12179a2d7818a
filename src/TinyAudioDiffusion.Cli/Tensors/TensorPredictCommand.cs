using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary><c>tad tensor predict</c>: one pass of a network, of any kind that the library reads.</summary>
internal static class TensorPredictCommand
{
    public static Command Create(CommandContext context)
    {
        var options = new TensorOptions(
            "x [batch, channels, samples] and time [batch], from 0 (clean) to 1 (noise); where the network takes them also "
                + "features [batch, features], embedding [batch, tokens, features] and channels/LEVEL [batch, channels, samples]. "
                + "Names may begin with in/.",
            "v");
        var scale = Numbers.WithDefault("--embedding-scale", [], 1f, float.MinValue, float.MaxValue).Described(
            "SCALE", "The embedding scale: 0 is no embedding, 1 the embedding; larger values go beyond it.");
        var command = new TadCommand(
            "predict",
            "Runs one pass of a model's network and writes v. The seconds of the pass go to the error stream.",
            "tad tensor predict --model kick.ckpt --input in.safetensors --output out.safetensors");
        options.AddTo(command);
        command.AddOptions(scale);
        command.SetAction((parsed, cancellationToken) => RunAsync(context, options.Read(parsed), parsed.GetValue(scale), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, TensorSettings settings, float embeddingScale, CancellationToken cancellationToken)
    {
        await using var services = context.CreateServices(settings.Engine, settings.Model.Card());
        var engine = services.GetRequiredService<TensorEngine>();
        using var inputs = new TensorInput(settings.Input);
        using var network = await LoadAsync(services, engine, context.Terminal, settings.Model, cancellationToken);
        using var pass = new NetworkPass(engine, network, inputs, embeddingScale);

        var start = Stopwatch.GetTimestamp();
        var (shape, v) = pass.Run();
        TensorOutput.WriteTime(context.Terminal, Stopwatch.GetElapsedTime(start), "1 call", engine.Description);
        TensorOutput.Write(context.Terminal, settings.Output, "v", shape, v);
        return ExitCodes.Success;
    }

    private static async Task<DiffusionNetwork> LoadAsync(
        IServiceProvider services, TensorEngine engine, Terminal terminal, ModelSettings model, CancellationToken cancellationToken)
    {
        using var opened = await services.OpenAsync(model, cancellationToken);
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
