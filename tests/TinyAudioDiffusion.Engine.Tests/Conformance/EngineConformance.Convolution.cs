namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Convolutions that keep the number of samples.
public abstract partial class EngineConformance
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(1, 2, 3, 3, 1)]
    [InlineData(2, 3, 5, 3, 7)]
    [InlineData(1, 8, 8, 3, 15)]
    [InlineData(1, 8, 9, 3, 16)]
    [InlineData(2, 7, 17, 3, 17)]
    [InlineData(1, 16, 32, 1, 47)]
    [InlineData(1, 5, 8, 5, 48)]
    [InlineData(1, 32, 32, 3, 240)]
    [InlineData(1, 32, 2, 3, 257)]
    [InlineData(1, 4, 4, 3, 2000)]
    [InlineData(1, 160, 130, 3, 63)]
    public void Convolve_Plain_Conforms(int batch, int inputs, int outputs, int taps, int samples)
        => AssertConforms(o => o.Engine.Convolve(o.Tensor(batch, inputs, samples), o.Convolution(outputs, inputs, taps)));

    [Theory]
    [InlineData(1, 2, 2, 3)]
    [InlineData(2, 8, 4, 64)]
    [InlineData(1, 24, 8, 31)]
    [InlineData(1, 32, 8, 1000)]
    [InlineData(3, 64, 8, 250)]
    [InlineData(1, 136, 8, 97)]
    public void Convolve_NormResidualModulation_Conforms(int batch, int channels, int groups, int samples)
        => AssertConforms(o => o.Engine.Convolve(
            o.Tensor(batch, channels, samples),
            o.Convolution(channels, channels, 3),
            o.Norm(channels, groups),
            residual: o.Tensor(batch, channels, samples),
            modulation: o.Tensor(batch, 2 * channels)));

    [Fact]
    public void Convolve_AfterAnotherOperation_UsesItsStatistics()
        => AssertConforms(o =>
        {
            using var first = o.Engine.Convolve(o.Tensor(2, 16, 500), o.Convolution(16, 16, 3));
            using var second = o.Engine.Convolve(first, o.Convolution(16, 16, 3), o.Norm(16, 8), residual: first);
            using var third = o.Engine.Upsample(second, o.Convolution(8, 16, 3, WeightUse.Upsampling), 3);
            using var fourth = o.Engine.Downsample(third, o.Convolution(16, 8, 2));
            return o.Engine.Convolve(fourth, o.Convolution(8, 16, 1), o.Norm(16, 4));
        });

    [Fact]
    public void Convolve_LargeMeanSmallVariance_KeepsItsDigits()
        => AssertConforms(o => o.Engine.Convolve(
            o.Tensor(new Shape(1, 8, 3000), i => 3f + (0.1f * ((i * 7919 % 1009) - 500f) / 500f)),
            o.Convolution(8, 8, 3, bias: false),
            o.Norm(8, 2)));

    [Theory]
    [InlineData(1, 1, 1, 1, 5)]
    [InlineData(2, 8, 8, 8, 64)]
    [InlineData(1, 16, 5, 16, 100)]
    public void Merge_Conforms(int batch, int first, int second, int outputs, int samples)
    {
        AssertConforms(o => o.Engine.Merge(
            o.Tensor(batch, first, samples), 0.7f, o.Tensor(batch, second, samples), o.Convolution(outputs, first + second, 1)));
        AssertConforms(o => o.Engine.Merge(
            o.Tensor(batch, first, samples),
            1f,
            o.Tensor(batch, second, samples),
            o.Convolution(outputs, first + second, 1),
            residual: o.Tensor(batch, outputs, samples)));
    }
}
