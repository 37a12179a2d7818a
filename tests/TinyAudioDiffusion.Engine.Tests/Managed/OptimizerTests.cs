using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Engine.Scalar;
using TinyAudioDiffusion.Engine.Tests.Conformance;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Managed;

/// <summary>Steps of the optimiser have the bits of their scalar twin, for every number of threads: a training goes on from them.</summary>
public sealed class OptimizerTests
{
    private static readonly (WeightUse Use, int[] Extents)[] _weights =
    [
        (WeightUse.Values, [70_001]),
        (WeightUse.Convolution, [130, 64, 3]),
        (WeightUse.Convolution, [9, 7]),
        (WeightUse.Upsampling, [11, 6, 3]),
        (WeightUse.TransposedConvolution, [6, 3, 5]),
        (WeightUse.Values, [1]),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Steps_HaveTheBitsOfTheScalarTwin(int threads)
    {
        using var scalar = new ScalarEngine();
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = threads });
        Assert.Equal(AfterSteps(scalar), AfterSteps(engine));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Norm_HasTheSameBits_ForAnyNumberOfThreads(int threads)
    {
        using var one = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        using var many = new ManagedEngine(new ManagedEngineOptions { Threads = threads });
        Assert.Equal(Norm(one), Norm(many));
    }

    private static double Norm(ManagedEngine engine)
    {
        using var o = new Operands(engine, 8);
        return engine.Norm([.. _weights.Select(weight => o.Weight(WeightUse.Values, weight.Extents))]);
    }

    private static float[] AfterSteps(TensorEngine engine)
    {
        using var o = new Operands(engine, seed: 9);
        var weights = _weights.Select(weight => new LearningWeight(
            o.Weight(weight.Use, weight.Extents), Zeros(weight.Extents), Zeros(weight.Extents), Zeros(weight.Extents),
            Zeros(weight.Extents))).ToArray();
        for (var step = 1; step <= 3; step++)
        {
            foreach (var weight in weights)
                engine.Update(
                    weight.Gradient, [.. Enumerable.Range(0, weight.Gradient.Shape.ElementCount).Select(i => MathF.Sin(i * step))]);
            engine.Optimize(
                weights,
                new OptimizerStep
                {
                    GradientScale = 0.9f,
                    MeanShare = 0.05f,
                    SquareKept = 0.999f,
                    SquareShare = 0.001f,
                    RootCorrection = 0.03f * step,
                    Epsilon = 1e-6f,
                    StepSize = 0.01f,
                    Kept = 0.99f,
                    AveragesBefore = [1, 0.3f],
                    AveragesAfter = [0.1f],
                });
        }

        return [.. weights.SelectMany(All).SelectMany(engine.Read)];

        static Weight[] All(LearningWeight weight) => [weight.Weight, weight.Average, weight.Mean, weight.MeanSquare];

        Weight Zeros(int[] extents)
        {
            var weight = o.Weight(WeightUse.Values, extents);
            engine.Update(weight, new float[weight.Shape.ElementCount]);
            return weight;
        }
    }
}
