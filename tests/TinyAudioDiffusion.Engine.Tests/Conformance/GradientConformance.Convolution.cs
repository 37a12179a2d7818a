namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Convolutions that keep the number of samples.
public abstract partial class GradientConformance
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(1, 2, 3, 3, 1)]
    [InlineData(1, 4, 4, 5, 2)]
    [InlineData(2, 3, 5, 3, 7)]
    [InlineData(1, 8, 8, 3, 15)]
    [InlineData(1, 8, 9, 3, 16)]
    [InlineData(3, 7, 17, 3, 17)]
    [InlineData(1, 16, 32, 1, 47)]
    [InlineData(2, 5, 8, 5, 48)]
    [InlineData(1, 33, 2, 1, 127)]
    [InlineData(2, 16, 16, 3, 128)]
    [InlineData(1, 12, 20, 5, 129)]
    [InlineData(1, 32, 32, 3, 240)]
    [InlineData(2, 2, 32, 3, 257)]
    [InlineData(1, 32, 2, 3, 257)]
    [InlineData(1, 4, 4, 3, 2000)]
    [InlineData(1, 130, 72, 3, 63)]
    public void ConvolveBackward_Plain_Conforms(int batch, int inputs, int outputs, int taps, int samples)
    {
        AssertConforms(o => o.Convolve(batch, inputs, outputs, taps, samples));
        AssertConforms(o => o.Convolve(batch, inputs, outputs, taps, samples, bias: false));
        AssertConforms(o => o.Convolve(batch, inputs, outputs, taps, samples, wantsInput: false));
    }

    [Theory]
    [InlineData(1, 8, 8, 3, 1, 1)]
    [InlineData(1, 4, 4, 3, 3, 4)]
    [InlineData(2, 8, 8, 3, 15, 1)]
    [InlineData(2, 8, 6, 3, 64, 4)]
    [InlineData(1, 24, 24, 1, 31, 8)]
    [InlineData(3, 16, 16, 3, 16, 16)]
    [InlineData(1, 20, 9, 5, 127, 5)]
    [InlineData(2, 16, 16, 3, 129, 8)]
    [InlineData(1, 32, 32, 3, 1000, 8)]
    [InlineData(3, 64, 64, 3, 50, 8)]
    [InlineData(1, 136, 40, 3, 97, 8)]
    public void ConvolveBackward_Norm_Conforms(int batch, int inputs, int outputs, int taps, int samples, int groups)
    {
        AssertConforms(o => o.Convolve(batch, inputs, outputs, taps, samples, groups));
        AssertConforms(o => o.Convolve(batch, inputs, outputs, taps, samples, groups, bias: false));
        AssertConforms(o => o.Convolve(batch, inputs, outputs, taps, samples, groups, wantsInput: false));
    }

    [Fact]
    public void ConvolveBackward_NormOfLargeMeanSmallVariance_KeepsItsDigits()
        => AssertConforms(o => o.Convolve(
            o.Tensor(new Shape(1, 8, 700), i => 3f + (0.1f * ((i * 7919 % 1009) - 500f) / 500f)), outputs: 8, taps: 3, groups: 2));

    [Fact]
    public void ConvolveBackward_NormOfSilence_Conforms()
        => AssertConforms(o => o.Convolve(o.Tensor(new Shape(2, 8, 40), _ => 0f), outputs: 4, taps: 3, groups: 4));

    [Fact]
    public void ConvolveBackward_OfWhatOtherOperationsGave_Conforms()
        => AssertConforms(o =>
        {
            var low = o.Own(o.Engine.Downsample(o.Tensor(2, 3, 222), o.Convolution(16, 3, 2)));
            var first = o.Own(o.Engine.Convolve(low, o.Convolution(16, 16, 3), o.Norm(16, 8)));
            var second = o.Own(
                o.Engine.Convolve(first, o.Convolution(16, 16, 3), o.Norm(16, 8), residual: low, modulation: o.Tensor(2, 32)));
            return o.Convolve(second, outputs: 16, taps: 3, groups: 8);
        });

    [Fact]
    public void Backward_ThroughOneOperationAfterAnother_Conforms()
        => AssertConforms(o =>
        {
            var x = o.Tensor(2, 12, 75);
            var first = o.Convolve(x, outputs: 24, taps: 3, groups: 4);
            var between = o.Own(first.Forward());
            var second = o.Convolve(between, outputs: 10, taps: 3, groups: 8);
            return new([x], second.Forward, (dy, gradients) =>
            {
                using var dbetween = second.Backward(dy, gradients)[0];
                return first.Backward(dbetween!, gradients);
            });
        });

    [Theory]
    [InlineData(1, 1, 1, 1, 5)]
    [InlineData(2, 8, 8, 8, 64)]
    [InlineData(3, 5, 9, 7, 15)]
    [InlineData(1, 16, 5, 16, 129)]
    [InlineData(1, 32, 32, 32, 300)]
    public void MergeBackward_Conforms(int batch, int first, int second, int outputs, int samples)
    {
        AssertConforms(o => o.Merge(batch, first, 0.70710678f, second, outputs, samples));
        AssertConforms(o => o.Merge(batch, first, 1f, second, outputs, samples, bias: false));
    }
}
