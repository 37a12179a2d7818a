using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TinyAudioDiffusion.TorchSharp;

// Convolutions that keep the number of samples.
public partial class TorchSharpEngine
{
    /// <inheritdoc/>
    protected override Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output)
    {
        using var scope = Enter();
        var input = Own(x).Value;
        if (norm is not null)
            input = F.silu(GroupNorm(input, norm));
        var y = Convolution(input, convolution, padding: convolution.Kernel.Shape[2] / 2);
        if (residual is not null)
            y = y.Plus(Own(residual).Value);
        return Give(modulation is null ? y : Modulated(y, Own(modulation).Value), output);
    }

    /// <inheritdoc/>
    protected override Tensor MergeCore(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output)
    {
        using var scope = Enter();
        var left = Own(first).Value;
        var both = torch.cat([Factor(scale == 1f ? left : left.Times(scale)), Factor(Own(second).Value)], 1);
        var y = Convolution(both, convolution);
        return Give(residual is null ? y : y.Plus(Own(residual).Value), output);
    }

    private torch.Tensor Convolution(torch.Tensor x, ConvolutionWeights convolution, int stride = 1, int padding = 0)
        => F.conv1d(Factor(x), Factor(convolution.Kernel), convolution.Bias is null ? null : Factor(convolution.Bias), stride, padding);
}
