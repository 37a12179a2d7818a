using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Feature vectors and embeddings.
public abstract partial class GradientConformance
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 257, 32)]
    [InlineData(1, 32, 130)]
    [InlineData(2, 17, 9)]
    [InlineData(3, 200, 64)]
    public void LinearBackward_Conforms(int batch, int inputs, int outputs)
    {
        foreach (var before in Enum.GetValues<Activation>())
        {
            foreach (var after in Enum.GetValues<Activation>())
                AssertConforms(o => o.Linear(batch, inputs, outputs, before, after));
        }

        AssertConforms(o => o.Linear(batch, inputs, outputs, Activation.Identity, Activation.Identity, bias: false));
        AssertConforms(o => o.Linear(batch, inputs, outputs, Activation.Silu, Activation.Identity, wantsInput: false));
        AssertConforms(o => o.Linear(batch, inputs, outputs, Activation.Identity, Activation.Gelu, bias: false));
    }

    [Fact]
    public void EmbedFrequenciesBackward_Conforms()
    {
        AssertConforms(o => o.EmbedFrequencies(37, 0f, 0.1f, 0.5f, 1f));
        AssertConforms(o => o.EmbedFrequencies(128, 0.73f));
    }

    [Fact]
    public void RepeatEmbeddingBackward_Conforms()
    {
        AssertConforms(o => o.RepeatEmbedding(most: 6, features: 12, batch: 3, tokens: 5));
        AssertConforms(o => o.RepeatEmbedding(most: 64, features: 33, batch: 1, tokens: 64));
    }

    [Fact]
    public void LookUpBackward_RowsThatComeTwice_AreSummed() => AssertConforms(o => o.LookUp(5, 21, 4, 0, 4));
}
