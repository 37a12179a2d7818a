using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Scalar;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>What every engine with a backward half must compute: the same as the scalar engine, on shapes that meet every edge. Derived once for each engine.</summary>
public abstract partial class GradientConformance : IDisposable
{
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

    /// <summary>Gives the backward half of the engine's operations; null where the engine has them itself.</summary>
    private protected virtual IGradientOperations? Backward(TensorEngine engine) => null;

    /// <summary>
    /// Gradients of weights are sums over a few thousand products and differ by their order: 1e-5 of the largest value, 5e-5 of each. Nothing is asked below a
    /// millionth, where a gradient vanishes but for rounding. Twice the same gives the same bits.
    /// </summary>
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
        if (expected is null || actual is null)
            return;
        Assert.Equal(expected.Length, actual.Length);
        var largest = expected.Max(MathF.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            var tolerance = 1e-6f + (1e-5f * largest) + (5e-5f * MathF.Abs(expected[i]));
            if (!(MathF.Abs(expected[i] - actual[i]) <= tolerance))
                Assert.Fail($"Element {i} of {what} is {actual[i]:R}; the scalar engine has {expected[i]:R}, {largest:R} being the largest.");
        }
    }
}
