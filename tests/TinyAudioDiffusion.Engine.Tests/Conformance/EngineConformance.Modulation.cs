namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Features that scale and shift channels.
public abstract partial class EngineConformance
{
    [Theory]
    [InlineData(2, 8, 64)]
    [InlineData(1, 24, 9)]
    [InlineData(1, 3, 100)]
    public void Modulate_Conforms(int batch, int channels, int samples)
        => AssertConforms(o => o.Engine.Modulate(o.Tensor(batch, channels, samples), o.Tensor(batch, 2 * channels)));
}
