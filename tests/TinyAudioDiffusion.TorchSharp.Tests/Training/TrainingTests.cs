using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Training.Tests;

namespace TinyAudioDiffusion.TorchSharp.Tests.Training;

public sealed class TrainingTests
{
    private static readonly TrainingConfiguration _recipe = TinyTraining.Configuration with
    {
        Samples = new() { Interval = 0 },
        Validation = new() { Interval = 0 }
    };

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public async Task Losses_AreThoseOfTheManagedEngine(int accumulation, bool recompute)
    {
        var recipe = _recipe with { Accumulation = accumulation, GradientCheckpointing = recompute };
        using var managed = new ManagedEngine();
        using var torch = new TorchSharpEngine();
        var expected = await LossesAsync(managed, recipe);
        var actual = await LossesAsync(torch, recipe);

        Assert.Equal(12, expected.Count);
        Assert.Equal(expected.Count, actual.Count);
        for (var step = 0; step < expected.Count; step++)
            Assert.Equal(expected[step], actual[step], 1e-3 * expected[step]);
    }

    [Theory]
    [InlineData(TorchSharpPrecision.BFloat16)]
    [InlineData(TorchSharpPrecision.Half)]
    public async Task MixedPrecision_WithAccumulation_Learns(TorchSharpPrecision precision)
    {
        using var full = new TorchSharpEngine();
        using var mixed = new TorchSharpEngine(new TorchSharpOptions { Precision = precision });
        var recipe = _recipe with { Steps = 60, Accumulation = 2 };
        var expected = await LossesAsync(full, recipe);
        var actual = await LossesAsync(mixed, recipe);

        Assert.Equal(expected[0], actual[0], 0.05 * expected[0]);
        Assert.NotEqual(expected, actual);
        Assert.True(actual.TakeLast(20).Average() < 0.9 * actual.Take(20).Average(), string.Join(" ", actual));
        Assert.Equal(expected.TakeLast(20).Average(), actual.TakeLast(20).Average(), 0.2 * expected.TakeLast(20).Average());
    }

    /// <summary>
    /// Weights, gradients, averages and the optimiser's numbers stay on the device: a batch goes in, a loss comes out.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Step_CopiesABatchIn_AndALossOut(int accumulation)
    {
        using var engine = new TorchSharpEngine();
        var recipe = _recipe with { Accumulation = accumulation };
        var sounds = accumulation * recipe.Batch * recipe.Model.Audio.Channels * recipe.Model.Audio.Length;
        using var network = new DiffusionNetwork(recipe.Model, TinyTraining.Transforms);
        Assert.True(network.Parameters.Sum(parameter => parameter.Shape.ElementCount) > 2 * sounds, "a copy of the weights would be seen");

        var steps = new Trainer(engine, TinyTraining.Transforms).TimeSteps(recipe, TestContext.Current.CancellationToken).GetEnumerator();
        using (steps)
        {
            Assert.True(steps.MoveNext());
            for (var step = 0; step < 3; step++)
            {
                var (toDevice, toHost) = (engine.Traffic.ToDevice, engine.Traffic.ToHost);
                Assert.True(steps.MoveNext());

                // In: the noisy sounds, the wanted velocities, a noise level a sound. Out: the loss of each pass, the gradients' norm.
                Assert.InRange(engine.Traffic.ToDevice - toDevice, 2 * sounds, (2 * sounds) + (64 * accumulation * recipe.Batch));
                Assert.Equal(accumulation + 1, engine.Traffic.ToHost - toHost);
            }
        }
    }

    private static async Task<List<double>> LossesAsync(TensorEngine engine, TrainingConfiguration recipe)
    {
        using var folder = new TemporaryFolder();
        var losses = new List<double>();
        var job = new TrainingJob
        {
            Configuration = recipe,
            Data = TinyTraining.Data,
            Folder = folder["run"],
            Start = TrainingStart.FromSeed
        };
        await new Trainer(engine, TinyTraining.Transforms).RunAsync(job, new Losses(losses), TestContext.Current.CancellationToken);
        return losses;
    }

    private sealed class Losses(List<double> losses) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => losses.Add(value.Loss);
    }
}
