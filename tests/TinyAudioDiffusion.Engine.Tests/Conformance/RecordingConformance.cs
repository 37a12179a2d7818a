using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Scalar;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>
/// The operations that only the recording tape uses must agree with the scalar engine. Each engine with that tape derives a class from this
/// one.
/// </summary>
public abstract class RecordingConformance
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 7)]
    [InlineData(3, 8, 16)]
    [InlineData(1, 17, 129)]
    [InlineData(2, 2, 1500)]
    public void ScaleAndItsBackward_Conform(int batch, int channels, int samples)
    {
        AssertConforms(o => o.Scale(batch, channels, samples));
        AssertConforms(o => o.Multiply(o.Tensor(batch, channels, samples), -1.7f));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 17)]
    [InlineData(1, 8, 300)]
    public void Accumulate_Conforms(int batch, int channels, int samples)
    {
        float[] Sum(TensorEngine engine)
        {
            using var o = new Operands(engine, seed: 7);
            var (target, addend) = (o.Tensor(batch, channels, samples), o.Tensor(batch, channels, samples));
            ((IGradientOperations)engine).Accumulate(target, addend);
            return engine.Read(target);
        }

        using var expected = new ScalarEngine();
        using var actual = CreateEngine();
        Assert.Equal(Sum(expected), Sum(actual));
    }

    protected abstract TensorEngine CreateEngine();

    private void AssertConforms(Func<Operands, Differentiable> operation)
    {
        using var scalar = new ScalarEngine();
        using var engine = CreateEngine();
        GradientConformance.AssertConforms(
            GradientRun.Of(scalar, operation), GradientRun.Of(engine, operation), GradientRun.Of(engine, operation));
    }
}
