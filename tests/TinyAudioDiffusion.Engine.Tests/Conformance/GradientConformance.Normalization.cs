using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Normalisations that stand by themselves.
public abstract partial class GradientConformance
{
    [Theory]
    [InlineData(1, 8, 2, 1, Activation.Gelu)]
    [InlineData(2, 8, 64, 2, Activation.Silu)]
    [InlineData(1, 24, 9, 1, Activation.Identity)]
    [InlineData(1, 3, 100, 3, Activation.Gelu)]
    [InlineData(3, 33, 17, 1, Activation.Gelu)]
    [InlineData(1, 16, 1300, 4, Activation.Gelu)]
    public void NormalizeGroupsBackward_Conforms(int batch, int channels, int samples, int groups, Activation activation)
        => AssertConforms(o => o.NormalizeGroups(batch, channels, samples, groups, activation));

    [Fact]
    public void NormalizeGroupsBackward_WithoutInput_Conforms()
        => AssertConforms(o => o.NormalizeGroups(1, 6, 20, groups: 2, Activation.Gelu, wantsInput: false));
}
