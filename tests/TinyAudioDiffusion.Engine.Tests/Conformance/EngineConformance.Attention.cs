using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Attention, features, and what is done element by element.
public abstract partial class EngineConformance
{
    [Theory]
    [InlineData(1, 8, 1, 8, 1)]
    [InlineData(2, 24, 2, 8, 16)]
    [InlineData(1, 16, 4, 5, 50)]
    [InlineData(1, 32, 2, 64, 130)]
    [InlineData(1, 8, 1, 16, 450)]
    public void Attend_ToItself_Conforms(int batch, int channels, int heads, int features, int samples)
        => AssertConforms(
            o => o.Engine.Attend(o.Tensor(batch, channels, samples), context: null, o.Attention(channels, channels, heads, features)));

    [Theory]
    [InlineData(2, 24, 2, 8, 16, 12, 6)]
    [InlineData(1, 8, 2, 3, 40, 5, 1)]
    public void Attend_ToContext_Conforms(int batch, int channels, int heads, int features, int samples, int contextFeatures, int tokens)
        => AssertConforms(o => o.Engine.Attend(
            o.Tensor(batch, channels, samples),
            o.Tensor(batch, contextFeatures, tokens),
            o.Attention(channels, contextFeatures, heads, features)));

    [Fact]
    public void Attend_ScoresFarApart_StaysFinite()
        => AssertConforms(o => o.Engine.Attend(
            o.Tensor(1, 8, 33),
            o.Tensor(new Shape(1, 8, 20), i => 100f * ((i % 7) - 3)),
            o.Attention(8, 8, 1, 8)));

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

    [Fact]
    public void AddAndExtrapolate_Conform()
    {
        AssertConforms(o => o.Engine.Add(o.Tensor(2, 3, 17), o.Tensor(2, 3, 17)));
        AssertConforms(o => o.Engine.Extrapolate(o.Tensor(2, 33), o.Tensor(2, 33), 3f));
    }

    [Theory]
    [InlineData(2, 2, 24, 2)]
    [InlineData(1, 3, 40, 4)]
    [InlineData(1, 1, 7, 1)]
    public void Patch_ThenUnpatch_IsTheIdentity(int batch, int channels, int samples, int size)
    {
        AssertConforms(o => o.Engine.Patch(o.Tensor(batch, channels, samples), size));
        var (_, original) = Run(
            Actual, o => o.Engine.Extrapolate(o.Tensor(batch, channels, samples), o.Tensor(batch, channels, samples), 0f));
        var (_, there) = Run(Actual, o =>
        {
            using var patched = o.Engine.Patch(o.Tensor(batch, channels, samples), size);
            return o.Engine.Unpatch(patched, size);
        });
        Assert.Equal(original, there);
    }

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
}
