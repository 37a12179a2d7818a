using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Models.Tests;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Training.Tests;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Tests.Generation;

/// <summary>No tensor outlives what it was made for.</summary>
[Collection(LiveTensors.Name)]
public sealed class LeakTests
{
    [Theory]
    [InlineData(TorchSharpPrecision.Float32)]
    [InlineData(TorchSharpPrecision.BFloat16)]
    public async Task HundredSounds_LeaveNoTensorBehind(TorchSharpPrecision precision)
    {
        var before = torch.Tensor.TotalCount;
        await using (var services = new ServiceCollection().AddTinyAudioDiffusion().UseTorchSharp(o => o.Precision = precision)
            .Services.BuildServiceProvider())
        {
            var generator = services.GetRequiredService<IDrumGenerator>();
            var model = Fixtures.PathOf("../samples/tiny-noise");
            var options = new GenerationOptions { Steps = 2, Length = 512 };
            _ = await generator.GenerateAsync(model, options with { Seed = 0 });
            var withWeights = torch.Tensor.TotalCount;
            Assert.True(withWeights > before);

            for (var first = 0ul; first < 100; first += 10)
                _ = await Task.WhenAll(
                    Enumerable.Range(0, 10).Select(i => generator.GenerateAsync(model, options with { Seed = first + (ulong)i })));

            Assert.Equal(withWeights, torch.Tensor.TotalCount);
        }

        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Theory]
    [InlineData(false, TorchSharpPrecision.Float32)]
    [InlineData(true, TorchSharpPrecision.Float32)]
    [InlineData(false, TorchSharpPrecision.BFloat16)]
    [InlineData(true, TorchSharpPrecision.BFloat16)]
    public void TrainingSteps_LeaveNoTensorBehind(bool recompute, TorchSharpPrecision precision)
    {
        using var engine = new TorchSharpEngine(new TorchSharpOptions { Precision = precision });
        var before = torch.Tensor.TotalCount;
        var configuration = TinyTraining.Configuration with { Accumulation = 2, GradientCheckpointing = recompute };
        using (var steps = new Trainer(engine, TinyTraining.Transforms).TimeSteps(configuration, TestContext.Current.CancellationToken)
            .GetEnumerator())
        {
            Assert.True(steps.MoveNext());
            var withWeights = torch.Tensor.TotalCount;
            for (var step = 0; step < 10; step++)
                Assert.True(steps.MoveNext());
            Assert.Equal(withWeights, torch.Tensor.TotalCount);
        }

        Assert.Equal(before, torch.Tensor.TotalCount);
    }
}
