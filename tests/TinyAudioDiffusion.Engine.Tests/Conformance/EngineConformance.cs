using TinyAudioDiffusion.Engine.Scalar;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>What every engine must compute: the same as the scalar engine, on shapes that meet every edge. Derived once for each engine.</summary>
public abstract partial class EngineConformance : IDisposable
{
    private readonly ScalarEngine _expected = new();
    private TensorEngine? _actual;

    protected TensorEngine Actual => _actual ??= CreateEngine();

    public void Dispose()
    {
        _actual?.Dispose();
        _expected.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract TensorEngine CreateEngine();

    /// <summary>Sums of a few thousand float products differ by their order: 1e-5 of the largest value, 2e-5 of each.</summary>
    protected void AssertConforms(Func<Operands, Tensor> operation)
    {
        var (expectedShape, expected) = Run(_expected, operation);
        var (actualShape, actual) = Run(Actual, operation);
        Assert.Equal(expectedShape, actualShape);
        var largest = expected.Max(MathF.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            var tolerance = (1e-5f * largest) + (2e-5f * MathF.Abs(expected[i]));
            if (!(MathF.Abs(expected[i] - actual[i]) <= tolerance))
                Assert.Fail($"Element {i} of {expectedShape} is {actual[i]:R}; the scalar engine has {expected[i]:R}.");
        }
    }

    protected static (Shape Shape, float[] Values) Run(TensorEngine engine, Func<Operands, Tensor> operation)
    {
        using var operands = new Operands(engine, seed: 7);
        using var result = operation(operands);
        var values = new float[result.Shape.ElementCount];
        engine.Read(result, values);
        return (result.Shape, values);
    }
}
