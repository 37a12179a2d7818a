using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Tests.Optimization;

/// <summary>160 steps of PyTorch's AdamW with given gradients, and ema-pytorch's average after each.</summary>
public sealed class AdamWGoldenTests
{
    private const int Steps = 160;

    [Fact]
    public void Weights_AndAverage_AreThoseOfTheReference()
    {
        using var golden = Fixtures.Open("training/adamw-ema.safetensors");
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        var start = golden.ReadSingles("start/weight");
        using var weight = Values(start);
        using var average = Values(start);
        using var gradient = Values(new float[6]);
        using var mean = Values(new float[6]);
        using var meanSquare = Values(new float[6]);
        var learning = new LearningWeight(weight, gradient, average, mean, meanSquare);
        var options = new AdamWOptions();
        var compared = 0;
        for (var step = 0; step < Steps; step++)
        {
            // The recording called the average after the step.
            float[] shares = MovingAverage.Decay(MovingAverageOptions.Reference, step) is { } decay ? [(float)(1 - decay)] : [];
            engine.Update(gradient, golden.ReadSingles($"grad/{step:000}/weight"));
            engine.Optimize(
                [learning], AdamW.Step(options, rate: 1e-4, step + 1, gradientScale: 1f) with { AveragesAfter = shares });
            if (golden.Find($"after/{step:000}/weight") is null)
                continue;
            AssertClose(golden.ReadSingles($"after/{step:000}/weight"), Read(weight));
            AssertClose(golden.ReadSingles($"after/{step:000}/ema_weight"), Read(average));
            compared++;
        }

        Assert.Equal(10, compared);

        Weight Values(float[] values) => engine.CreateWeight(values, new Shape(6), WeightUse.Values);

        float[] Read(Weight weight)
        {
            var values = new float[6];
            engine.Read(weight, values);
            return values;
        }
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(1, null)]
    [InlineData(99, null)]
    [InlineData(100, 0.0)]
    [InlineData(101, null)]
    [InlineData(110, 0.0)]
    [InlineData(120, 0.8813011548314162)]
    [InlineData(100_000, 0.995)]
    public void Decay_OfTheReference_ActsOnEveryTenthCall(long call, double? expected)
    {
        var decay = MovingAverage.Decay(MovingAverageOptions.Reference, call);
        Assert.Equal(expected is null, decay is null);
        Assert.Equal(expected ?? 0, decay ?? 0, 1e-12);
    }

    [Fact]
    public void Decay_AfterEveryStep_GrowsToItsMost()
    {
        var options = new MovingAverageOptions { Decay = 0.9995 };
        Assert.Equal(0.1, MovingAverage.Decay(options, 0));
        Assert.Equal(101.0 / 110, MovingAverage.Decay(options, 100));
        Assert.Equal(0.9995, MovingAverage.Decay(options, 100_000));
    }

    private static void AssertClose(float[] expected, float[] actual)
        => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6 + (1e-5 * Math.Abs(pair.First))));
}
