using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TinyAudioDiffusion.TorchSharp;

// Operations that change the number of samples.
public partial class TorchSharpEngine
{
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
        var repeated = Factor(Own(x).Value).unsqueeze(-1).expand(shape[0], shape[1], shape[2], factor).reshape(
            shape[0], shape[1], output[2]);
        var y = Convolution(repeated, convolution, padding: 1);
        return Give(skip is null ? y : Own(skip).Value.Plus(Own(scale!).Value.unsqueeze(-1).mul(y)), output);
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

    /// <inheritdoc/>
    protected override Tensor PatchCore(Tensor x, int size, Shape output)
    {
        using var scope = Enter();
        var blocks = Own(x).Value.reshape(output[0], x.Shape[1], output[2], size);
        return Give(blocks.transpose(2, 3).reshape(output[0], output[1], output[2]), output);
    }

    /// <inheritdoc/>
    protected override Tensor UnpatchCore(Tensor x, int size, Shape output)
    {
        using var scope = Enter();
        var blocks = Own(x).Value.reshape(output[0], output[1], size, x.Shape[2]);
        return Give(blocks.transpose(2, 3).reshape(output[0], output[1], output[2]), output);
    }

    /// <inheritdoc/>
    protected override Tensor ReshapeCore(Tensor x, Shape output)
    {
        using var scope = Enter();
        return Give(Own(x).Value.reshape(output[0], output[1], output[2]), output);
    }
}
