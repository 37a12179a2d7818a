using System.CommandLine;
using System.Diagnostics;
using System.Numerics.Tensors;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary><c>tad tensor sample</c>: a sampler's run from given noise.</summary>
internal static class TensorSampleCommand
{
    public static Command Create(CommandContext context)
    {
        var options = new TensorOptions("noise [batch, channels, samples].", "sample");
        var steps = Numbers.WithDefault("--steps", [], 50, 1, TinyAudioDiffusionOptions.DefaultMaxSteps).Described("N", "The number of steps, 1 to 10000.");
        var sampler = new Option<string>("--sampler")
        {
            Description = "How steps are taken: ddim and others, see docs/samplers.md.",
            HelpName = "NAME",
            DefaultValueFactory = _ => SamplerNames.Ddim,
        };
        var schedule = new Option<string>("--schedule")
        {
            Description = "Which noise levels the steps visit: linear and others, see docs/samplers.md.",
            HelpName = "NAME",
            DefaultValueFactory = _ => ScheduleNames.Linear,
        };
        var seed = Numbers.WithDefault("--seed", ["-s"], 0ul, 0ul, ulong.MaxValue).Described(
            "SEED", "The seed of item 0, for samplers that add noise in every step; item i has the seed plus i.");
        var command = new TadCommand(
            "sample",
            "Runs a sampler from the noise in a file and writes sample. The seconds of the run go to the error stream.",
            "tad tensor sample --model kick.ckpt --input noise.safetensors --steps 50 --sampler ddim --output out.safetensors");
        options.AddTo(command);
        command.AddOptions(steps, sampler, schedule, seed);
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new TensorSampleSettings(
                options.Read(parsed), parsed.GetValue(steps), parsed.GetRequiredValue(sampler), parsed.GetRequiredValue(schedule), parsed.GetValue(seed));
            return RunAsync(context, settings, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, TensorSampleSettings settings, CancellationToken cancellationToken)
    {
        var (files, terminal) = (settings.Tensors, context.Terminal);
        var card = files.Model.Card();
        await using var services = context.CreateServices(files.Engine, card);
        var sampler = services.GetNamed<ISampler>(settings.Sampler);
        var schedule = services.GetNamed<INoiseSchedule>(settings.Schedule);
        var noise = ReadNoise(files.Input);
        var zoo = services.GetRequiredService<IModelZoo>();
        var loaded = await zoo.LoadAsync(card ?? zoo.CardFor(files.Model.Name!), services.FetchProgress(), cancellationToken);
        RequireFit(noise, loaded.Model.Info, files.Input);

        var noiseLevels = new float[settings.Steps + 1];
        schedule.Fill(noiseLevels);
        var x = noise.Values;
        TensorPrimitives.Multiply(x, VObjective.Sigma(noiseLevels[0]), x);
        var streams = Enumerable.Range(0, noise.Shape[0]).Select(item => new NoiseStream(unchecked(settings.Seed + (ulong)item))).ToArray();
        var start = Stopwatch.GetTimestamp();
        await ProgressBar.RunAsync(terminal, show: true, "Sampling", progress => Task.Run(
            () => sampler.Sample(
                new SamplingRun(
                    loaded.Model, noiseLevels, streams, noise.Shape[2],
                    observer: (in SamplingStep step) => progress.Report((step.Step, step.Steps)), cancellationToken: cancellationToken),
                x),
            cancellationToken));
        var engine = services.GetRequiredService<TensorEngine>().Description;
        TensorOutput.WriteTime(terminal, Stopwatch.GetElapsedTime(start), Sentences.Count(settings.Steps, "step", "steps"), engine);
        TensorOutput.Write(terminal, files.Output, "sample", [.. noise.Shape.Select(extent => (long)extent)], x);
        return ExitCodes.Success;
    }

    private static InputTensor ReadNoise(string path)
    {
        using var input = new TensorInput(path);
        return input.Read(3, "[batch, channels, samples]", "noise", "sample/noise");
    }

    private static void RequireFit(InputTensor noise, DiffusionModelInfo info, string path)
    {
        if (noise.Shape[1] != info.Channels || noise.Shape[2] % info.LengthMultiple != 0)
        {
            throw new CommandException(
                $"{path}: the noise is [{string.Join(", ", noise.Shape)}]; "
                + $"the model takes [batch, {info.Channels}, samples] with a multiple of {info.LengthMultiple} samples.");
        }
    }
}
