namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Features that scale and shift channels.
public abstract partial class GradientConformance
{
    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(2, 8, 64)]
    [InlineData(1, 24, 9)]
    [InlineData(1, 3, 100)]
    [InlineData(3, 33, 17)]
    [InlineData(1, 16, 129)]
    [InlineData(2, 256, 20)]
    public void ModulateBackward_Conforms(int batch, int channels, int samples)
        => AssertConforms(o => o.Modulate(o.Tensor(batch, channels, samples)));

    [Fact]
    public void ModulateBackward_Silence_Conforms() => AssertConforms(o => o.Modulate(o.Tensor(new Shape(2, 8, 20), _ => 0f)));
}
