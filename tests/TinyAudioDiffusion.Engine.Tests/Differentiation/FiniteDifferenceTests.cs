using TinyAudioDiffusion.Engine.Scalar;
using TinyAudioDiffusion.Engine.Tests.Conformance;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Differentiation;

/// <summary>The backward of the scalar engine agrees with finite differences of its forward.</summary>
public sealed class FiniteDifferenceTests
{
    private const float Step = 1f / 128;

    [Theory]
    [InlineData(1, 1, 1, 1, 1, 0, true)]
    [InlineData(2, 2, 3, 3, 5, 0, true)]
    [InlineData(1, 3, 2, 5, 4, 0, false)]
    [InlineData(2, 4, 3, 3, 6, 2, true)]
    [InlineData(1, 3, 2, 1, 7, 3, false)]
    [InlineData(2, 4, 2, 3, 5, 1, true)]
    public void Convolve_GivesDerivatives(int batch, int inputs, int outputs, int taps, int samples, int groups, bool bias)
        => AssertDerivatives(o => o.Convolve(batch, inputs, outputs, taps, samples, groups, bias));

    [Theory]
    [InlineData(2, 2, 3, 2, 6, true)]
    [InlineData(1, 3, 2, 4, 8, false)]
    [InlineData(1, 2, 2, 1, 3, true)]
    public void Downsample_GivesDerivatives(int batch, int inputs, int outputs, int factor, int samples, bool bias)
        => AssertDerivatives(o => o.Downsample(batch, inputs, outputs, factor, samples, bias));

    [Theory]
    [InlineData(2, 2, 3, 2, 4, true)]
    [InlineData(1, 3, 2, 4, 3, false)]
    [InlineData(1, 2, 2, 1, 5, true)]
    [InlineData(1, 1, 1, 3, 1, true)]
    public void Upsample_GivesDerivatives(int batch, int inputs, int outputs, int factor, int samples, bool bias)
        => AssertDerivatives(o => o.Upsample(batch, inputs, outputs, factor, samples, bias));

    [Fact]
    public void Scale_GivesDerivatives() => AssertDerivatives(o => o.Scale(2, 3, 5));

    [Theory]
    [InlineData(2, 2, 0.7f, 3, 4, 5, true)]
    [InlineData(1, 1, 1f, 2, 1, 3, false)]
    public void Merge_GivesDerivatives(int batch, int first, float scale, int second, int outputs, int samples, bool bias)
        => AssertDerivatives(o => o.Merge(batch, first, scale, second, outputs, samples, bias));

    [Theory]
    [InlineData(2, 2, 3, 4, 2, 0, 10)]
    [InlineData(1, 2, 3, 4, 2, 3, 9)]
    [InlineData(1, 1, 2, 5, 3, 2, 8)]
    public void EncodeAndDecode_GiveDerivatives(int batch, int channels, int filters, int taps, int stride, int padding, int samples)
    {
        AssertDerivatives(o => o.Encode(batch, channels, filters, taps, stride, padding, samples));
        AssertDerivatives(o => o.Decode(batch, channels, filters, taps, stride, padding, samples));
    }

    [Theory]
    [InlineData(2, 4, 2, 3, 5)]
    [InlineData(1, 6, 1, 4, 3)]
    [InlineData(1, 3, 3, 1, 4)]
    public void Attend_ToItself_GivesDerivatives(int batch, int channels, int heads, int features, int samples)
        => AssertDerivatives(o => o.Attend(o.Tensor(batch, channels, samples), context: null, heads, features));

    [Theory]
    [InlineData(2, 4, 2, 3, 5, 6, 4)]
    [InlineData(1, 5, 1, 2, 3, 4, 1)]
    public void Attend_ToContext_GivesDerivatives(
        int batch, int channels, int heads, int features, int samples, int contextFeatures, int tokens)
        => AssertDerivatives(o => o.Attend(o.Tensor(batch, channels, samples), o.Tensor(batch, contextFeatures, tokens), heads, features));

    [Theory]
    [InlineData(2, 2, 3, 4, 5)]
    [InlineData(1, 1, 4, 3, 3)]
    public void AttendHeads_GivesDerivatives(int batch, int heads, int features, int samples, int tokens)
        => AssertDerivatives(o => o.AttendHeads(batch, heads, features, samples, tokens));

    [Theory]
    [InlineData(2, 4, 5, 1, Activation.Gelu)]
    [InlineData(1, 6, 4, 3, Activation.Silu)]
    [InlineData(1, 3, 7, 1, Activation.Identity)]
    public void NormalizeGroups_GivesDerivatives(int batch, int channels, int samples, int groups, Activation activation)
        => AssertDerivatives(o => o.NormalizeGroups(batch, channels, samples, groups, activation));

    [Theory]
    [InlineData(2, 4, 3)]
    [InlineData(1, 7, 2)]
    public void Modulate_GivesDerivatives(int batch, int channels, int samples)
        => AssertDerivatives(o => o.Modulate(o.Tensor(batch, channels, samples)));

    [Theory]
    [InlineData(Activation.Identity, Activation.Identity, true)]
    [InlineData(Activation.Silu, Activation.Identity, false)]
    [InlineData(Activation.Identity, Activation.Gelu, true)]
    [InlineData(Activation.Gelu, Activation.Silu, true)]
    public void Linear_GivesDerivatives(Activation before, Activation after, bool bias)
        => AssertDerivatives(o => o.Linear(2, 5, 4, before, after, bias));

    [Fact]
    public void EmbedFrequencies_GivesDerivatives() => AssertDerivatives(o => o.EmbedFrequencies(6, 0f, 0.3f, 1f));

    [Fact]
    public void RepeatEmbedding_GivesDerivatives() => AssertDerivatives(o => o.RepeatEmbedding(most: 4, features: 3, batch: 2, tokens: 3));

    [Fact]
    public void LookUp_GivesDerivatives() => AssertDerivatives(o => o.LookUp(4, 3, 2, 0, 2));

    [Fact]
    public void Multiply_GivesDerivatives() => AssertDerivatives(o => o.Multiply(o.Tensor(2, 5), -0.6f));

    // The differences are of fourth order; they leave the rounding of the outputs, some 1e-7 of them over the step.
    private static void AssertDerivatives(Func<Operands, Differentiable> operation)
    {
        using var engine = new ScalarEngine();
        var run = GradientRun.Of(engine, operation);
        Assert.NotEmpty(run.Gradients);
        foreach (var (operand, name, gradient) in run.Gradients)
        {
            Assert.NotNull(gradient);
            var tolerance = 2e-4 * Math.Max(gradient.Max(MathF.Abs), 0.1);
            for (var i = 0; i < gradient.Length; i++)
            {
                double Loss(float steps) => run.Loss(engine, operation, new Nudge(operand, i, steps * Step));

                var difference = ((8 * (Loss(1) - Loss(-1))) - (Loss(2) - Loss(-2))) / (12 * Step);
                if (!(Math.Abs(difference - gradient[i]) <= tolerance))
                    Assert.Fail($"The gradient of element {i} of {name} is {gradient[i]:R}, the difference {difference:R}.");
            }
        }
    }
}
