using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Scalar;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>
/// The backward of every engine must agree with the scalar engine, on shapes that meet every edge case. Each engine derives a class from
/// this one.
/// </summary>
public abstract partial class GradientConformance : IDisposable
{
    // Sums of a few thousand products differ by the order of their additions. A gradient that vanishes but for rounding is below a
    // millionth.
    private static readonly Closeness _closeness = new(Absolute: 1e-6f, OfLargest: 1e-5f, OfEach: 5e-5f);

    private readonly ScalarEngine _expected = new();
    private TensorEngine? _actual;

    private TensorEngine Actual => _actual ??= CreateEngine();

    public void Dispose()
    {
        _actual?.Dispose();
        _expected.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract TensorEngine CreateEngine();

    /// <summary>Gives the backward half of the engine; null if the engine implements it itself.</summary>
    private protected virtual IGradientOperations? Backward(TensorEngine engine) => null;

    /// <summary>Asserts that the engine computes what the scalar engine computes, and the same bits when it does so again.</summary>
    internal static void AssertConforms(GradientRun expected, GradientRun actual, GradientRun again)
    {
        AssertClose("the output", expected.Output, actual.Output);
        Assert.Equal(expected.Gradients.Select(gradient => gradient.Name), actual.Gradients.Select(gradient => gradient.Name));
        for (var i = 0; i < expected.Gradients.Count; i++)
        {
            var (_, name, values) = expected.Gradients[i];
            AssertClose($"the gradient of {name}", values, actual.Gradients[i].Values);
            Assert.Equal(actual.Gradients[i].Values, again.Gradients[i].Values);
        }
    }

    private void AssertConforms(Func<Operands, Differentiable> operation) => AssertConforms(
        GradientRun.Of(_expected, operation),
        GradientRun.Of(Actual, operation, Backward(Actual)),
        GradientRun.Of(Actual, operation, Backward(Actual)));

    private static void AssertClose(string what, float[]? expected, float[]? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is not null && actual is not null)
            _closeness.Check(what, expected, actual);
    }
}
