namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Attention.
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

    [Theory]
    [InlineData(1, 1, 8, 1, 1)]
    [InlineData(2, 2, 8, 16, 16)]
    [InlineData(1, 4, 5, 50, 7)]
    [InlineData(1, 2, 32, 130, 130)]
    public void AttendHeads_Conforms(int batch, int heads, int features, int samples, int tokens)
        => AssertConforms(o => o.Engine.AttendHeads(
            o.Tensor(batch, heads * features, samples), o.Tensor(batch, 2 * heads * features, tokens), heads));

    [Fact]
    public void Attend_ScoresFarApart_StaysFinite()
        => AssertConforms(o => o.Engine.Attend(
            o.Tensor(1, 8, 33),
            o.Tensor(new Shape(1, 8, 20), i => 100f * ((i % 7) - 3)),
            o.Attention(8, 8, 1, 8)));
}
