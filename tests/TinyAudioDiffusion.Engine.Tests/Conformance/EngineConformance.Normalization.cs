using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

// Normalisations that stand by themselves.
public abstract partial class EngineConformance
{
    [Theory]
    [InlineData(2, 8, 64, 1, Activation.Gelu, true)]
    [InlineData(1, 24, 9, 3, Activation.Silu, false)]
    [InlineData(1, 3, 1, 1, Activation.Gelu, true)]
    [InlineData(1, 5, 100, 5, Activation.Identity, true)]
    [InlineData(3, 33, 1500, 1, Activation.Gelu, false)]
    [InlineData(1, 64, 257, 1, Activation.Identity, false)]
    public void NormalizeGroups_Conforms(int batch, int channels, int samples, int groups, Activation activation, bool residual)
        => AssertConforms(o => o.Engine.NormalizeGroups(
            o.Tensor(batch, channels, samples),
            o.Norm(channels, groups),
            activation,
            residual ? o.Tensor(batch, channels, samples) : null));

    [Fact]
    public void NormalizeGroups_OfWhatAConvolutionGave_Conforms()
        => AssertConforms(o =>
        {
            using var before = o.Engine.Convolve(o.Tensor(2, 16, 37), o.Convolution(24, 16, 5));
            return o.Engine.NormalizeGroups(before, o.Norm(24), Activation.Gelu);
        });

    [Fact]
    public void NormalizeGroups_WhatDoesNotFit_IsNamed()
    {
        using var o = new Operands(Actual, seed: 1);
        Assert.Contains(
            "do not divide into 3 groups",
            Assert.Throws<ArgumentException>(() => Actual.NormalizeGroups(o.Tensor(1, 4, 5), o.Norm(4, 3))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "the residual is",
            Assert.Throws<ArgumentException>(
                () => Actual.NormalizeGroups(o.Tensor(1, 4, 5), o.Norm(4), residual: o.Tensor(1, 4, 6))).Message,
            StringComparison.Ordinal);
    }
}
