using TinyAudioDiffusion.Engine.Scalar;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>
/// The forward of every engine must agree with the scalar engine, on shapes that meet every edge case. Each engine derives a class from
/// this one.
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

    [Fact]
    public void Operation_ShapesThatDoNotFit_NamesItselfAndTheShapes()
    {
        using var o = new Operands(Actual, 1);
        var misfit = Assert.Throws<ArgumentException>(() => o.Engine.Convolve(o.Tensor(1, 4, 8), o.Convolution(4, 5, 3)));
        Assert.Contains("Convolve", misfit.Message, StringComparison.Ordinal);
        Assert.Contains("[4, 5, 3]", misfit.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => o.Engine.Downsample(o.Tensor(1, 4, 9), o.Convolution(4, 4, 2)));
        Assert.Throws<ArgumentException>(() => o.Engine.Add(o.Tensor(1, 4), o.Tensor(1, 5)));
        Assert.Throws<ArgumentException>(() => o.Engine.Linear(o.Tensor(1, 4), o.Linear(3, 5)));
        Assert.Throws<ArgumentException>(() => o.Engine.Upsample(o.Tensor(1, 4, 8), o.Convolution(4, 4, 3), 2));
        Assert.Throws<ArgumentException>(() => o.Engine.Attend(o.Tensor(1, 4, 8), null, o.Attention(5, 4, 1, 4)));
        Assert.Throws<ArgumentException>(() => o.Engine.CreateTensor([1f, 2f], new Shape(3)));
    }

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
