using TinyAudioDiffusion.Engine.Scalar;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>
/// Whole passes on a tape: residuals, modulations, and segments with gradient checkpointing. Each engine derives a class from this one.
/// </summary>
public abstract class TapeConformance
{
    private static readonly Closeness _closeness = new(Absolute: 1e-6f, OfLargest: 5e-5f, OfEach: 0);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Backward_ThroughANetworksParts_Conforms(bool gradientCheckpointing)
    {
        using var scalar = new ScalarEngine();
        using var engine = CreateEngine();
        var expected = Pass.Of(scalar, gradientCheckpointing: false);
        var actual = Pass.Of(engine, gradientCheckpointing);

        _closeness.Check("the output", expected.Output, actual.Output);
        _closeness.Check("the gradient of the input", expected.InputGradient, actual.InputGradient);
        Assert.Equal(expected.WeightGradients.Count, actual.WeightGradients.Count);
        for (var i = 0; i < expected.WeightGradients.Count; i++)
            _closeness.Check($"the gradient of weight {i}", expected.WeightGradients[i], actual.WeightGradients[i]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BackwardSquaredError_IsTheLossAndItsGradient(bool gradientCheckpointing)
    {
        using var engine = CreateEngine();
        double[] weights = [0.5, 0.125];
        var target = Enumerable.Range(0, 64).Select(i => MathF.Cos(i)).ToArray();
        var loss = 0.0;
        var expected = Pass.Of(engine, gradientCheckpointing, (tape, y, gradients) =>
        {
            var values = tape.Engine.Read(y);
            for (var item = 0; item < 2; item++)
            {
                var predicted = values.AsSpan(32 * item, 32);
                loss += weights[item] * SquaredError.Differentiate(predicted, target.AsSpan(32 * item, 32), weights[item]);
            }

            tape.Backward(y, values, gradients);
        });

        var actual = Pass.Of(engine, gradientCheckpointing, (tape, y, gradients)
            => Assert.Equal(loss, tape.BackwardSquaredError(y, target, weights, gradients), 1e-6 * loss));

        _closeness.Check("the gradient of the input", expected.InputGradient, actual.InputGradient);
        for (var i = 0; i < expected.WeightGradients.Count; i++)
            _closeness.Check($"the gradient of weight {i}", expected.WeightGradients[i], actual.WeightGradients[i]);
    }

    [Fact]
    public void BackwardSquaredError_ThatIsNotFinite_LetsNoGradientFlow()
    {
        using var engine = CreateEngine();
        using var tape = engine.CreateTape();
        using var watched = tape.Watch([1f, 2f], new Shape(1, 1, 2));
        using var doubled = tape.Engine.Add(watched, watched);
        using var gradients = new WeightGradients(engine);

        Assert.False(double.IsFinite(tape.BackwardSquaredError(doubled, [float.NaN, 0f], [1], gradients)));
        Assert.Throws<InvalidOperationException>(() => tape.ReadGradient(watched, new float[2]));
    }

    [Fact]
    public void Tape_UsedWrongly_SaysSo()
    {
        using var engine = CreateEngine();
        using var tape = engine.CreateTape();
        using var watched = tape.Watch([1f, 2f], new Shape(1, 2));
        using var other = tape.Engine.CreateTensor([1f, 2f], new Shape(1, 2));
        using var sum = tape.Engine.Add(watched, other);
        using var weight = engine.CreateWeight([1f], new Shape(1), WeightUse.Values);
        var values = new float[2];

        Assert.True(tape.Engine.IsRecording);
        Assert.Throws<InvalidOperationException>(() => tape.ReadGradient(watched, values));
        Assert.Throws<NotSupportedException>(() => tape.Engine.CreateTape());
        Assert.Throws<InvalidOperationException>(() => tape.Engine.Update(weight, [2f]));
        using var gradients = new WeightGradients(engine);
        Assert.Throws<ArgumentException>(() => tape.Backward(sum, [1f], gradients));
        Assert.Throws<ArgumentException>(() => tape.BackwardSquaredError(sum, [1f], [1], gradients));
        Assert.Throws<ArgumentException>(() => tape.BackwardSquaredError(sum, [1f, 2f], [1, 1], gradients));
        tape.Backward(sum, [1f, -1f], gradients);
        tape.ReadGradient(watched, values);
        Assert.Equal([1f, -1f], values);
        Assert.Throws<ArgumentException>(() => tape.ReadGradient(other, values));
        Assert.Throws<InvalidOperationException>(() => tape.Backward(sum, [1f, 1f], gradients));
        Assert.Throws<InvalidOperationException>(() => tape.BackwardSquaredError(sum, [1f, 1f], [1], gradients));
    }

    protected abstract TensorEngine CreateEngine();

    private sealed record Pass(float[] Output, float[] InputGradient, IReadOnlyList<float[]> WeightGradients)
    {
        public static Pass Of(TensorEngine engine, bool gradientCheckpointing)
            => Of(engine, gradientCheckpointing, (tape, y, gradients)
                => tape.Backward(y, [.. tape.Engine.Read(y).Select((value, i) => value - MathF.Cos(i))], gradients));

        public static Pass Of(TensorEngine engine, bool gradientCheckpointing, Action<GradientTape, Tensor, WeightGradients> backward)
        {
            using var o = new Operands(engine, seed: 3);
            var (frequencies, features) = (o.Weight(WeightUse.Values, 4), o.Linear(16, 9));
            var (inner, outer, norm) = (o.Convolution(8, 8, 3), o.Convolution(8, 8, 3), o.Norm(8, 4));
            var (down, up, merge) = (o.Convolution(8, 2, 2), o.Convolution(2, 8, 3, WeightUse.Upsampling), o.Convolution(2, 4, 1));
            var (attention, scale) = (o.Attention(8, 8, heads: 2, features: 4), o.Linear(2, 9));
            using var gradients = new WeightGradients(engine);

            using var tape = engine.CreateTape(gradientCheckpointing);
            using var x = tape.Watch([.. Enumerable.Range(0, 64).Select(i => MathF.Sin(i))], new Shape(2, 2, 16));
            using var y = Forward();
            var output = tape.Engine.Read(y);
            backward(tape, y, gradients);
            var inputGradient = new float[64];
            tape.ReadGradient(x, inputGradient);
            return new(output, inputGradient, [.. o.Owned.OfType<Weight>().Select(weight => engine.Read(gradients.Of(weight)))]);

            Tensor Forward()
            {
                using var time = tape.Engine.EmbedFrequencies([0.3f, 0.8f], frequencies);
                using var modulation = tape.Engine.Linear(time, features, before: Activation.Silu);
                using var factors = tape.Engine.Linear(time, scale);
                using var low = tape.Engine.Downsample(x, down);
                using var first = tape.Engine.ComputeSegment(low, modulation, (engine, x, modulation) =>
                {
                    using var between = engine.Convolve(x, inner, norm);
                    return engine.Convolve(between, outer, norm, residual: x, modulation);
                });
                using var second = tape.Engine.ComputeSegment(
                    first, attention, static (engine, x, attention) => engine.Attend(x, context: null, attention));
                using var high = tape.Engine.Upsample(second, up, 2, x, factors);
                using var further = tape.Engine.Extrapolate(x, high, 0.7f);
                using var gated = tape.Engine.Multiply(further, high);
                using var merged = tape.Engine.Merge(high, 0.7f, gated, merge, residual: x);
                using var patched = tape.Engine.Patch(merged, 2);
                using var unpatched = tape.Engine.Unpatch(patched, 2);
                using var turned = tape.Engine.Reshape(unpatched, new Shape(1, 32, unpatched.Shape.ElementCount / 32));
                using var back = tape.Engine.Reshape(turned, merged.Shape);
                return tape.Engine.Add(back, merged);
            }
        }
    }
}
