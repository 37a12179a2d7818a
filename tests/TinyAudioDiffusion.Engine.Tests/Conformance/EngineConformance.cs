using TinyAudioDiffusion.Engine.Scalar;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>
/// What every engine must compute: the same as the scalar engine, on shapes that meet every edge. Derived once for each engine.
/// </summary>
public abstract partial class EngineConformance : IDisposable
{
    // Sums of a few thousand products in float differ by the order of their additions.
    private static readonly Closeness _closeness = new(Absolute: 0, OfLargest: 1e-5f, OfEach: 2e-5f);

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

    /// <summary>Asserts that the engine computes what the scalar engine computes.</summary>
    protected void AssertConforms(Func<Operands, Tensor> operation)
    {
        var (expectedShape, expected) = Run(_expected, operation);
        var (actualShape, actual) = Run(Actual, operation);
        Assert.Equal(expectedShape, actualShape);
        _closeness.Check($"the output {expectedShape}", expected, actual);
    }

    protected static (Shape Shape, float[] Values) Run(TensorEngine engine, Func<Operands, Tensor> operation)
    {
        using var operands = new Operands(engine, seed: 7);
        using var result = operation(operands);
        return (result.Shape, engine.Read(result));
    }
}
