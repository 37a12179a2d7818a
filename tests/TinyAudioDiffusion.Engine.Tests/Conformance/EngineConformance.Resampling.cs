namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Operations that change the number of samples.
public abstract partial class EngineConformance
{
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

    [Theory]
    [InlineData(2, 3, 32, 6, 1, 32)]
    [InlineData(2, 6, 16, 2, 1, 96)]
    [InlineData(1, 4, 33, 1, 2, 66)]
    [InlineData(3, 5, 7, 1, 15, 7)]
    [InlineData(2, 7, 10, 5, 4, 7)]
    public void Reshape_Conforms(int batch, int channels, int samples, int newBatch, int newChannels, int newSamples)
        => AssertConforms(o => o.Engine.Reshape(o.Tensor(batch, channels, samples), new Shape(newBatch, newChannels, newSamples)));

    [Fact]
    public void Reshape_RefusesAnotherNumberOfValues()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Run(Actual, o => o.Engine.Reshape(o.Tensor(1, 2, 8), new Shape(1, 3, 5))));
        Assert.Contains("[1, 2, 8] cannot become [1, 3, 5]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 2, 8, 1, 64)]
    [InlineData(1, 2, 8, 2, 2)]
    [InlineData(2, 8, 16, 2, 64)]
    [InlineData(1, 32, 64, 2, 1000)]
    [InlineData(1, 5, 3, 3, 51)]
    [InlineData(1, 3, 9, 4, 840)]
    public void Downsample_Conforms(int batch, int inputs, int outputs, int factor, int samples)
        => AssertConforms(o => o.Engine.Downsample(o.Tensor(batch, inputs, samples), o.Convolution(outputs, inputs, factor)));

    [Theory]
    [InlineData(1, 8, 2, 1, 64)]
    [InlineData(1, 1, 1, 2, 1)]
    [InlineData(2, 16, 8, 2, 7)]
    [InlineData(1, 64, 32, 2, 500)]
    [InlineData(1, 9, 5, 3, 17)]
    [InlineData(1, 8, 8, 4, 333)]
    public void Upsample_Conforms(int batch, int inputs, int outputs, int factor, int samples)
    {
        AssertConforms(
            o => o.Engine.Upsample(o.Tensor(batch, inputs, samples), o.Convolution(outputs, inputs, 3, WeightUse.Upsampling), factor));
        AssertConforms(o => o.Engine.Upsample(
            o.Tensor(batch, inputs, samples),
            o.Convolution(outputs, inputs, 3, WeightUse.Upsampling),
            factor,
            o.Tensor(batch, outputs, samples * factor),
            o.Tensor(batch, outputs)));
    }

    [Theory]
    [InlineData(1, 2, 8, 16, 16, 0, 256)]
    [InlineData(2, 2, 6, 16, 4, 6, 100)]
    [InlineData(2, 2, 12, 64, 32, 16, 1600)]
    [InlineData(1, 3, 5, 48, 16, 32, 700)]
    [InlineData(1, 1, 4, 8, 4, 2, 12)]
    [InlineData(1, 3, 5, 7, 2, 3, 9)]
    public void EncodeAndDecode_Conform(int batch, int channels, int filters, int taps, int stride, int padding, int samples)
    {
        AssertConforms(o => o.Engine.Encode(
            o.Tensor(batch, channels, samples), o.Weight(WeightUse.Convolution, filters, channels, taps), stride, padding));
        AssertConforms(o => o.Engine.Decode(
            o.Tensor(batch, filters, samples / stride),
            o.Weight(WeightUse.TransposedConvolution, filters, channels, taps),
            stride,
            padding));
    }
}
