using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TinyAudioDiffusion.TorchSharp;

// Convolutions of every kind, and the normalisation that modulates.
public partial class TorchSharpEngine
{
    private const double ModulationEpsilon = 1e-6;

    /// <inheritdoc/>
    protected override Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output)
    {
        using var scope = Enter();
        var input = Own(x).Value;
        if (norm is not null)
            input = F.silu(F.group_norm(Full(input), norm.Groups, Full(norm.Scale), Full(norm.Shift), NormalizationWeights.Epsilon));
        var y = Convolution(input, convolution, padding: convolution.Kernel.Shape[2] / 2);
        if (residual is not null)
            y = y.add(Own(residual).Value);
        return Give(modulation is null ? y : Modulated(y, Own(modulation).Value), output);
    }

    /// <inheritdoc/>
    protected override Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output)
    {
        using var scope = Enter();
        return Give(Convolution(Own(x).Value, convolution, stride: convolution.Kernel.Shape[2]), output);
    }

    /// <inheritdoc/>
    protected override Tensor UpsampleCore(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip, Tensor? scale, Shape output)
    {
        using var scope = Enter();
        var shape = x.Shape;
        var repeated = Factor(Own(x).Value).unsqueeze(-1).expand(shape[0], shape[1], shape[2], factor).reshape(shape[0], shape[1], output[2]);
        var y = Convolution(repeated, convolution, padding: 1);
        return Give(skip is null ? y : Own(skip).Value.add(Own(scale!).Value.unsqueeze(-1).mul(y)), output);
    }

    /// <inheritdoc/>
    protected override Tensor MergeCore(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output)
    {
        using var scope = Enter();
        var left = Own(first).Value;
        var both = torch.cat([Factor(scale == 1f ? left : left.Times(scale)), Factor(Own(second).Value)], 1);
        var y = Convolution(both, convolution);
        return Give(residual is null ? y : y.add(Own(residual).Value), output);
    }

    /// <inheritdoc/>
    protected override Tensor ModulateCore(Tensor x, Tensor scaleAndShift)
    {
        using var scope = Enter();
        return Give(Modulated(Own(x).Value, Own(scaleAndShift).Value), x.Shape);
    }

    /// <inheritdoc/>
    protected override Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        using var scope = Enter();
        var input = Full(Own(x).Value);
        if (padding > 0)
            input = F.pad(input, (padding, padding), PaddingModes.Reflect);
        return Give(F.conv1d(input, Full(kernel), stride: stride), output);
    }

    /// <inheritdoc/>
    protected override Tensor DecodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        using var scope = Enter();
        return Give(F.conv_transpose1d(Full(Own(x).Value), Full(kernel), stride: stride, padding: padding), output);
    }

    private torch.Tensor Convolution(torch.Tensor x, ConvolutionWeights convolution, int stride = 1, int padding = 0)
        => F.conv1d(Factor(x), Factor(convolution.Kernel), convolution.Bias is null ? null : Factor(convolution.Bias), stride, padding);

    private static torch.Tensor Modulated(torch.Tensor x, torch.Tensor scaleAndShift)
    {
        var channels = x.shape[1];
        var normal = F.layer_norm(Full(x).transpose(1, 2), [channels], eps: ModulationEpsilon).transpose(1, 2);
        var scale = scaleAndShift.narrow(1, 0, channels).unsqueeze(-1);
        var shift = scaleAndShift.narrow(1, channels, channels).unsqueeze(-1);
        return normal.mul(scale.Plus(1f)).add(shift).contiguous();
    }
}
