using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

public abstract partial class EngineConformance
{
    private static readonly OptimizerStep _step = new()
    {
        GradientScale = 0.7f,
        MeanShare = 0.05f,
        SquareKept = 0.999f,
        SquareShare = 0.001f,
        RootCorrection = 0.0316f,
        Epsilon = 1e-6f,
        StepSize = 0.01f,
        Kept = 0.9999f,
        AveragesBefore = [0.25f],
        AveragesAfter = [0.5f, 0.125f],
    };

    [Theory]
    [MemberData(nameof(Weights))]
    public void Optimize_SeveralSteps_AreThoseOfTheScalarEngine(WeightUse use, int[] extents)
    {
        var expected = AfterSteps(_expected, use, extents);
        var actual = AfterSteps(Actual, use, extents);
        foreach (var (name, values) in expected)
            _closeness.Check(name, values, actual[name]);
        Assert.All(actual["gradient"], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Optimize_AShareOfOne_CopiesTheWeights()
    {
        using var o = new Operands(Actual, 5);
        var weight = Learning(o, WeightUse.Convolution, [9, 5, 3]);
        Actual.Optimize([weight], _step with { AveragesBefore = [], AveragesAfter = [1] });
        Assert.Equal(Actual.Read(weight.Weight), Actual.Read(weight.Average));
    }

    [Fact]
    public void Norm_IsThatOfAllValuesTogether()
    {
        using var o = new Operands(Actual, 6);
        Weight[] values = [o.Weight(WeightUse.Values, 70_001), o.Weight(WeightUse.Values, 3, 5), o.Weight(WeightUse.Values, 1)];
        var squares = values.SelectMany(Actual.Read).Sum(value => (double)value * value);
        Assert.Equal(Math.Sqrt(squares), Actual.Norm(values), 1e-5 * Math.Sqrt(squares));
        Assert.Equal(0, Actual.Norm([]));
        Actual.Update(values[2], [float.NaN]);
        Assert.Equal(double.NaN, Actual.Norm(values));
    }

    [Fact]
    public void Optimize_NumbersThatDoNotFit_AreRefused()
    {
        using var o = new Operands(Actual, 7);
        var weight = Learning(o, WeightUse.Convolution, [8, 4, 3]);
        var kernel = o.Weight(WeightUse.Convolution, 8, 4, 3);
        Assert.Throws<ArgumentException>(() => Actual.Optimize([weight with { Mean = kernel }], _step));
        Assert.Throws<ArgumentException>(() => Actual.Optimize([weight with { Gradient = o.Weight(WeightUse.Values, 8, 4, 1) }], _step));
        Assert.Throws<ArgumentException>(() => Actual.Norm([kernel]));
    }

    private static Dictionary<string, float[]> AfterSteps(TensorEngine engine, WeightUse use, int[] extents)
    {
        using var o = new Operands(engine, seed: 4);
        LearningWeight[] weights = [Learning(o, use, extents), Learning(o, WeightUse.Values, [3])];
        for (var step = 0; step < 3; step++)
        {
            foreach (var weight in weights)
                engine.Update(weight.Gradient, Numbers(weight.Gradient.Shape, 0.1f * (step - 1)));
            engine.Optimize(weights, _step);
        }

        return new()
        {
            ["weight"] = engine.Read(weights[0].Weight),
            ["gradient"] = engine.Read(weights[0].Gradient),
            ["average"] = engine.Read(weights[0].Average),
            ["mean"] = engine.Read(weights[0].Mean),
            ["mean square"] = engine.Read(weights[0].MeanSquare),
            ["second weight"] = engine.Read(weights[1].Weight),
        };
    }

    private static LearningWeight Learning(Operands o, WeightUse use, int[] extents)
    {
        var weight = new LearningWeight(o.Weight(use, extents), Values(), Values(), Values(), Values());
        o.Engine.Update(weight.MeanSquare, [.. o.Engine.Read(weight.MeanSquare).Select(MathF.Abs)]);
        return weight;

        Weight Values() => o.Weight(WeightUse.Values, extents);
    }
}
