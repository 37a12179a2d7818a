namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Operations that change the number of samples.
public abstract partial class GradientConformance
{
    [Theory]
    [InlineData(1, 2, 8, 1, 64)]
    [InlineData(1, 2, 8, 2, 2)]
    [InlineData(3, 3, 5, 2, 14)]
    [InlineData(2, 8, 16, 2, 64)]
    [InlineData(1, 16, 24, 4, 4)]
    [InlineData(2, 16, 16, 4, 516)]
    [InlineData(1, 32, 64, 2, 500)]
    [InlineData(1, 5, 3, 3, 51)]
    [InlineData(1, 3, 9, 4, 840)]
    [InlineData(1, 2, 4, 7, 49)]
    public void DownsampleBackward_Conforms(int batch, int inputs, int outputs, int factor, int samples)
    {
        AssertConforms(o => o.Downsample(batch, inputs, outputs, factor, samples));
        AssertConforms(o => o.Downsample(batch, inputs, outputs, factor, samples, bias: false));
        AssertConforms(o => o.Downsample(batch, inputs, outputs, factor, samples, wantsInput: false));
    }

    [Theory]
    [InlineData(1, 8, 2, 1, 64)]
    [InlineData(1, 1, 1, 2, 1)]
    [InlineData(1, 3, 2, 4, 1)]
    [InlineData(2, 16, 8, 2, 7)]
    [InlineData(3, 8, 8, 2, 16)]
    [InlineData(2, 4, 12, 4, 17)]
    [InlineData(1, 9, 5, 3, 17)]
    [InlineData(1, 16, 2, 1, 129)]
    [InlineData(1, 64, 32, 2, 250)]
    [InlineData(1, 8, 8, 4, 333)]
    public void UpsampleBackward_Conforms(int batch, int inputs, int outputs, int factor, int samples)
    {
        AssertConforms(o => o.Upsample(batch, inputs, outputs, factor, samples));
        AssertConforms(o => o.Upsample(batch, inputs, outputs, factor, samples, bias: false));
    }

    [Theory]
    [InlineData(1, 2, 8, 16, 16, 0, 256)]
    [InlineData(2, 2, 6, 16, 4, 6, 100)]
    [InlineData(2, 2, 12, 64, 32, 16, 1600)]
    [InlineData(1, 3, 5, 48, 16, 32, 700)]
    [InlineData(1, 1, 4, 8, 4, 2, 12)]
    [InlineData(1, 3, 5, 7, 2, 3, 9)]
    [InlineData(3, 2, 32, 64, 16, 24, 512)]
    [InlineData(1, 1, 1, 1, 1, 0, 5)]
    [InlineData(1, 2, 3, 7, 3, 4, 8)]
    public void EncodeAndDecodeBackward_Conform(int batch, int channels, int filters, int taps, int stride, int padding, int samples)
    {
        AssertConforms(o => o.Encode(batch, channels, filters, taps, stride, padding, samples));
        AssertConforms(o => o.Encode(batch, channels, filters, taps, stride, padding, samples, wantsInput: false));
        AssertConforms(o => o.Decode(batch, channels, filters, taps, stride, padding, 1 + (samples / stride)));
    }
}
