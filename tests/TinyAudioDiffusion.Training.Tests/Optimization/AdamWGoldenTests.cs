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
        var (weights, mean, meanSquare) = (golden.ReadSingles("start/weight"), new float[6], new float[6]);
        var average = (float[])weights.Clone();
        var options = new AdamWOptions();
        var compared = 0;
        for (var step = 0; step < Steps; step++)
        {
            new AdamW(options, rate: 1e-4, step + 1).Apply(weights, golden.ReadSingles($"grad/{step:000}/weight"), 1f, mean, meanSquare);

            // The recording called the average after the step.
            if (MovingAverage.Decay(MovingAverageOptions.Reference, step) is { } decay)
                MovingAverage.Follow(average, weights, decay);
            if (golden.Find($"after/{step:000}/weight") is null)
                continue;
            AssertClose(golden.ReadSingles($"after/{step:000}/weight"), weights);
            AssertClose(golden.ReadSingles($"after/{step:000}/ema_weight"), average);
            compared++;
        }

        Assert.Equal(10, compared);
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
