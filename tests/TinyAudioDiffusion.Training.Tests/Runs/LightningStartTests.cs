using Microsoft.Extensions.Logging.Abstractions;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Refinement;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Tests.Runs;

/// <summary>Trainings that begin with the tiny checkpoint that PyTorch wrote.</summary>
public sealed class LightningStartTests : IDisposable
{
    private readonly ManagedEngine _engine = new(new ManagedEngineOptions { Threads = 1 });
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("torch1")]
    [InlineData("torch2")]
    public async Task Whole_TakesOptimiserAndAverage(string name)
    {
        using var checkpoint = Checkpoint.Open(Fixtures.File($"checkpoint/{name}.ckpt"));
        var optimizer = checkpoint.ReadOptimizer()!;
        using var opened = Open(name);
        var result = await TrainAsync(
            Configuration(opened) with { Steps = 1, Rate = new() { Peak = 1e-30 } }, TrainingStart.FromCheckpoint(checkpoint));

        // A step at no rate leaves the weights alone, and moves the moments by what the gradient is.
        using var saved = TrainingState.Open(result.Folder.LastStatePath);
        Assert.Equal(optimizer.Step + 1, saved.Counters.OptimizerStep);
        Assert.True(saved.Counters.AverageCalls > optimizer.Step, $"{saved.Counters.AverageCalls} calls");
        Assert.Contains(optimizer.MeanSquares.ReadSingles("net.blocks.0.to_out.weight"), value => value > 0);
        using var file = Fixtures.OpenPath(result.Folder.LastStatePath);
        foreach (
            var entry in opened.Weights.Entries.Where(entry => !entry.Name.StartsWith("net.blocks.1.blocks.1", StringComparison.Ordinal)))
        {
            Assert.Equal(checkpoint.Select(WeightSet.Online).ReadSingles(entry.Name), file.ReadSingles("weights/" + entry.Name));
            Assert.Equal(
                checkpoint.Select(WeightSet.Ema).ReadSingles(entry.Name), file.ReadSingles("average/" + entry.Name),
                (a, b) => Math.Abs(a - b) <= 0.1f);
            Assert.All(
                optimizer.MeanSquares.ReadSingles(entry.Name).Zip(file.ReadSingles("meanSquare/" + entry.Name)),
                pair => Assert.True(pair.Second >= 0.998f * pair.First, $"{pair}"));
        }
    }

    [Fact]
    public async Task Weights_AreTakenAlone_AndTwentyStepsLearn()
    {
        using var opened = Open("torch2");
        var configuration = Configuration(opened) with { Steps = 20, Batch = 2, Rate = new() { Peak = 1e-3 } };
        var result = await TrainAsync(configuration, TrainingStart.FromModel(opened.Weights));
        Assert.Equal(20, result.Step);
        Assert.All(MetricsFile.Read(result.Folder.MetricsPath), line => Assert.InRange(line.Loss, 0, 10));
        using var model = Fixtures.OpenPath(Path.Combine(result.Folder.ModelPath, "model.safetensors"));
        Assert.NotEqual(opened.Weights.ReadSingles("net.blocks.0.to_out.weight"), model.ReadSingles("net.blocks.0.to_out.weight"));
    }

    [Fact]
    public async Task Weights_WithoutClasses_StartANetworkWithSome_AtFirstTheSame()
    {
        using var opened = Open("torch2");
        var configuration = Configuration(opened) with { Steps = 1 };
        var plain = await TrainAsync(configuration, TrainingStart.FromModel(opened.Weights));
        var classes = await TrainAsync(
            configuration with { Model = opened.Description with { ClassLabels = ["a", "b"] } }, TrainingStart.FromModel(opened.Weights),
            "classes", "a", "b");
        Assert.Equal(MetricsFile.Read(plain.Folder.MetricsPath)[0].Loss, MetricsFile.Read(classes.Folder.MetricsPath)[0].Loss, 1e-6);
    }

    [Theory]
    [InlineData("gates")]
    [InlineData("refiner")]
    public async Task Weights_WithoutAPart_StartANetworkWithIt_AtFirstTheSame(string part)
    {
        using var opened = Open("torch2");
        var configuration = Configuration(opened) with { Steps = 2 };
        var plain = await TrainAsync(configuration, TrainingStart.FromModel(opened.Weights));
        var network = opened.Description.Network;
        var refiner = new RefinerConfiguration
        {
            Bands = 2,
            Network = new UNetConfiguration
            {
                InChannels = 4 * opened.Description.Audio.Channels,
                OutChannels = 2 * opened.Description.Audio.Channels,
                Channels = [8],
                Factors = [2],
                Items = [1],
                ModulationFeatures = network.ModulationFeatures,
            },
        };
        var more = await TrainAsync(
            configuration with
            {
                Model = part == "refiner" ? opened.Description with { Refiner = refiner }
                    : opened.Description with { Network = network with { GatedSkips = [.. network.Channels.Select(_ => 1)] } },
            },
            TrainingStart.FromModel(opened.Weights), part);
        var (losses, others) = (MetricsFile.Read(plain.Folder.MetricsPath), MetricsFile.Read(more.Folder.MetricsPath));
        Assert.Equal(losses[0].Loss, others[0].Loss, 1e-6);
        Assert.NotEqual(losses[1].Loss, others[1].Loss, 1e-6);
    }

    [Fact]
    public async Task Weights_OfAnotherNetwork_AreRefused()
    {
        using var opened = Open("torch2");
        var configuration =
            Configuration(opened) with
            {
                Steps = 1,
                Model = opened.Description with { Network = opened.Description.Network with { ModulationFeatures = 32 } }
            };
        await Assert.ThrowsAsync<ModelFormatException>(() => TrainAsync(configuration, TrainingStart.FromModel(opened.Weights)));
    }

    private OpenedModel Open(string name)
    {
        var format = new LightningFormat(new ModelLoader(_engine, TinyTraining.Transforms, NullLogger<ModelLoader>.Instance));
        return format.Open(new ModelFiles(name, [Fixtures.File($"checkpoint/{name}.ckpt"), Fixtures.File("checkpoint/config.yaml")]),
            new ModelLoadOptions());
    }

    private static TrainingConfiguration Configuration(OpenedModel opened) => new()
    {
        Model = opened.Description,
        Average = MovingAverageOptions.Reference,
        Samples = new() { Interval = 0 },
        Threads = 1,
        LogInterval = 1,
    };

    private Task<TrainingResult> TrainAsync(
        TrainingConfiguration configuration, TrainingStart start, string run = "run", params string[] labels)
        => new Trainer(_engine, TinyTraining.Transforms).RunAsync(
            new TrainingJob { Configuration = configuration, Data = new Tones(labels), Folder = _folder[run], Start = start });

    private sealed class Tones(string[] labels) : ITrainingData
    {
        public int SampleRate => 44100;

        public int Channels => 2;

        public int Samples => 64;

        public int Count => 4;

        public IReadOnlyList<string> Labels => labels;

        public int Read(int index, ulong visit, Span<float> destination)
        {
            for (var i = 0; i < destination.Length; i++)
                destination[i] = 0.3f * (float)double.SinPi((index + 1) * i / 32.0);
            return labels.Length == 0 ? -1 : index % labels.Length;
        }
    }
}
