namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Attention.
public abstract partial class GradientConformance
{
    [Theory]
    [InlineData(1, 8, 1, 8, 1)]
    [InlineData(2, 24, 2, 8, 16)]
    [InlineData(3, 6, 3, 3, 17)]
    [InlineData(1, 16, 4, 5, 50)]
    [InlineData(1, 40, 8, 64, 15)]
    [InlineData(2, 16, 2, 16, 127)]
    [InlineData(1, 16, 1, 16, 128)]
    [InlineData(1, 32, 2, 64, 130)]
    [InlineData(1, 24, 2, 20, 65)]
    [InlineData(1, 8, 1, 16, 300)]
    public void AttendBackward_ToItself_Conforms(int batch, int channels, int heads, int features, int samples)
        => AssertConforms(o => o.Attend(o.Tensor(batch, channels, samples), context: null, heads, features));

    [Theory]
    [InlineData(1, 8, 1, 8, 1, 4, 1)]
    [InlineData(1, 8, 2, 3, 40, 5, 1)]
    [InlineData(2, 24, 2, 8, 16, 12, 6)]
    [InlineData(3, 9, 1, 16, 15, 20, 17)]
    [InlineData(1, 16, 2, 64, 7, 16, 129)]
    [InlineData(2, 16, 4, 10, 130, 24, 64)]
    public void AttendBackward_ToContext_Conforms(
        int batch, int channels, int heads, int features, int samples, int contextFeatures, int tokens)
        => AssertConforms(o => o.Attend(o.Tensor(batch, channels, samples), o.Tensor(batch, contextFeatures, tokens), heads, features));

    [Theory]
    [InlineData(1, 1, 8, 1, 1)]
    [InlineData(2, 3, 8, 16, 16)]
    [InlineData(1, 4, 5, 50, 7)]
    [InlineData(1, 2, 32, 130, 129)]
    public void AttendHeadsBackward_Conforms(int batch, int heads, int features, int samples, int tokens)
        => AssertConforms(o => o.AttendHeads(batch, heads, features, samples, tokens));

    [Fact]
    public void AttendBackward_ScoresFarApart_StaysFinite()
        => AssertConforms(
            o => o.Attend(o.Tensor(1, 8, 33), o.Tensor(new Shape(1, 8, 20), i => 100f * ((i % 7) - 3)), heads: 1, features: 8));

    [Fact]
    public void AttendBackward_OfWhatAnotherOperationGave_Conforms()
        => AssertConforms(o =>
        {
            var before = o.Own(o.Engine.Convolve(o.Tensor(2, 16, 37), o.Convolution(16, 16, 3), o.Norm(16, 8)));
            return o.Attend(before, context: null, heads: 2, features: 8);
        });
}
