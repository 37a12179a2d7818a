using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Feature vectors and embeddings.
public abstract partial class EngineConformance
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 257, 32)]
    [InlineData(1, 32, 130)]
    [InlineData(3, 1024, 64)]
    public void Linear_Conforms(int batch, int inputs, int outputs)
    {
        foreach (var (before, after) in new[]
                 {
                     (Activation.Identity, Activation.Identity),
                     (Activation.Silu, Activation.Identity),
                     (Activation.Identity, Activation.Gelu),
                 })
        {
            AssertConforms(o => o.Engine.Linear(o.Tensor(batch, inputs), o.Linear(outputs, inputs), before, after));
        }

        AssertConforms(o => o.Engine.Linear(o.Tensor(batch, inputs), o.Linear(outputs, inputs, bias: false)));
    }

    [Fact]
    public void EmbedFrequencies_Conforms()
        => AssertConforms(o => o.Engine.EmbedFrequencies([0f, 0.1f, 0.5f, 1f], o.Weight(WeightUse.Values, 37)));

    [Fact]
    public void RepeatEmbedding_Conforms()
        => AssertConforms(o => o.Engine.RepeatEmbedding(o.Weight(WeightUse.Values, 6, 12), batch: 3, tokens: 5));

    [Fact]
    public void LookUp_Conforms()
    {
        AssertConforms(o => o.Engine.LookUp(o.Weight(WeightUse.Values, 5, 21), [4, 0, 4]));
        using var operands = new Operands(Actual, 1);
        Assert.Throws<ArgumentException>(() => operands.Engine.LookUp(operands.Weight(WeightUse.Values, 5, 21), [5]));
    }
}
