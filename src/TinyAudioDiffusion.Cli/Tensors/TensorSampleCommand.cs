using System.CommandLine;
using System.Diagnostics;
using System.Numerics.Tensors;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
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
    public static Command Create(Terminal terminal)
    {
        var model = ModelOptions.Model(required: true);
        var input = new Option<string>("--input", "-i")
        {
            Description = "A safetensors file with noise [batch, channels, samples].",
            HelpName = "FILE",
            Required = true,
        };
        var output = new Option<string>("--output", "-o") { Description = "The safetensors file to write sample to.", HelpName = "FILE", Required = true };
        var steps = Numbers.WithDefault("--steps", [], 50, 1, TinyAudioDiffusionOptions.MaxSteps);
        (steps.HelpName, steps.Description) = ("N", "The number of steps, 1 to 10000.");
        var sampler = new Option<string>("--sampler") { Description = "How steps are taken: ddim.", HelpName = "NAME", DefaultValueFactory = _ => SamplerNames.Ddim };
        var schedule = new Option<string>("--schedule")
        {
            Description = "Which noise levels the steps visit: linear.",
            HelpName = "NAME",
            DefaultValueFactory = _ => ScheduleNames.Linear,
        };
        var seed = Numbers.WithDefault("--seed", ["-s"], 0ul, 0ul, ulong.MaxValue);
        (seed.HelpName, seed.Description) = ("SEED", "The seed of item 0, for samplers that draw noise on their way; item i has the next.");
        var weights = ModelOptions.Weights();
        var configuration = ModelOptions.Configuration();
        var engineOptions = new EngineOptions();
        var command = new TadCommand(
            "sample",
            "Runs a sampler from the noise in a file and writes sample; tells the seconds of the run on the error stream.",
            "tad tensor sample --model kick.ckpt --input noise.safetensors --steps 50 --sampler ddim --output out.safetensors")
        {
            model, input, output, steps, sampler, schedule, seed, weights, configuration,
        };
        engineOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(model)!;
            var card = ModelPath.CardFor(path, parsed.GetValue(weights), parsed.GetValue(configuration));
            await using var services = TadServices.Create(terminal, engineOptions.Of(parsed), card);
            var chosenSampler = services.GetRequiredService<Registry<ISampler>>().Get(parsed.GetRequiredValue(sampler));
            var chosenSchedule = services.GetRequiredService<Registry<INoiseSchedule>>().Get(parsed.GetRequiredValue(schedule));
            var noise = ReadNoise(parsed.GetRequiredValue(input));
            var zoo = services.GetRequiredService<IModelZoo>();
            var loaded = await zoo.LoadAsync(card ?? zoo.CardFor(path), new DirectProgress<ModelFetchProgress>(services.GetRequiredService<FetchNotices>().Tell), cancellationToken);
            RequireFit(noise, loaded.Model.Info, parsed.GetRequiredValue(input));

            var noiseLevels = new float[parsed.GetValue(steps) + 1];
            chosenSchedule.Fill(noiseLevels);
            var x = noise.Values;
            TensorPrimitives.Multiply(x, VObjective.Sigma(noiseLevels[0]), x);
            var streams = Enumerable.Range(0, noise.Shape[0]).Select(item => new NoiseStream(unchecked(parsed.GetValue(seed) + (ulong)item))).ToArray();
            var start = Stopwatch.GetTimestamp();
            await ProgressBar.RunAsync(terminal, show: true, "Sampling", progress => Task.Run(
                () => chosenSampler.Sample(
                    new SamplingRun(
                        loaded.Model, noiseLevels, streams, noise.Shape[2],
                        observer: (in SamplingStep step) => progress.Report((step.Step, step.Steps)), cancellationToken: cancellationToken),
                    x),
                cancellationToken));
            TensorOutput.WriteTime(terminal, Stopwatch.GetElapsedTime(start), Sentences.Count(noiseLevels.Length - 1, "step", "steps"), services.GetRequiredService<TensorEngine>().Description);
            TensorOutput.Write(terminal, parsed.GetRequiredValue(output), "sample", [.. noise.Shape.Select(extent => (long)extent)], x);
            return ExitCodes.Success;
        });
        return command;
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
                $"{path}: the noise is [{string.Join(", ", noise.Shape)}]; the model takes [batch, {info.Channels}, samples] with a multiple of {info.LengthMultiple} samples.");
        }
    }
}
