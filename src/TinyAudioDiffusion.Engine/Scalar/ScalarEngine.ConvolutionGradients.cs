using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Backward through convolutions of every kind: each product that the forward pass adds to y gives its share of dy to both of its factors.
public sealed partial class ScalarEngine
{
    /// <inheritdoc/>
    Tensor? IGradientOperations.ConvolveBackward(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var input = norm is null ? Own(x) : GroupNormSilu(Own(x), norm);
        var dx = ConvolutionBackward(input, convolution, Own(dy), stride: 1, padding: convolution.Kernel.Shape[2] / 2, reflect: false, gradients);
        if (norm is not null)
            dx = GroupNormSiluBackward(Own(x), norm, dx, gradients);
        return wantsInput ? dx.Round() : null;
    }

    /// <inheritdoc/>
    Tensor? IGradientOperations.DownsampleBackward(Tensor x, ConvolutionWeights convolution, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var dx = ConvolutionBackward(Own(x), convolution, Own(dy), stride: convolution.Kernel.Shape[2], padding: 0, reflect: false, gradients);
        return wantsInput ? dx.Round() : null;
    }

    /// <inheritdoc/>
    Tensor IGradientOperations.UpsampleBackward(Tensor x, ConvolutionWeights convolution, int factor, Tensor dy, WeightGradients gradients)
    {
        var repeated = Fill(new Shape(x.Shape[0], x.Shape[1], x.Shape[2] * factor), (b, c, t) => Own(x)[b, c, t / factor]);
        var drepeated = ConvolutionBackward(repeated, convolution, Own(dy), stride: 1, padding: 1, reflect: false, gradients);
        var dx = new ScalarSums(x.Shape);
        foreach (var (b, c, t) in Places(repeated.Shape))
            dx[b, c, t / factor] += drepeated[b, c, t];
        return dx.Round();
    }

    /// <inheritdoc/>
    (Tensor First, Tensor Second) IGradientOperations.MergeBackward(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor dy, WeightGradients gradients)
    {
        var channels = first.Shape[1];
        var both = Concatenate(Own(first), scale, Own(second));
        var dboth = ConvolutionBackward(both, convolution, Own(dy), stride: 1, padding: 0, reflect: false, gradients);
        return (Fill(first.Shape, (b, c, t) => scale * dboth[b, c, t]), Fill(second.Shape, (b, c, t) => dboth[b, channels + c, t]));
    }

    /// <inheritdoc/>
    Tensor? IGradientOperations.EncodeBackward(
        Tensor x, Weight kernel, int stride, int padding, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var dx = ConvolutionBackward(Own(x), new ConvolutionWeights(kernel, Bias: null), Own(dy), stride, padding, reflect: true, gradients);
        return wantsInput ? dx.Round() : null;
    }

    /// <inheritdoc/>
    Tensor IGradientOperations.DecodeBackward(Tensor x, Weight kernel, int stride, int padding, Tensor dy, WeightGradients gradients)
    {
        var (outputs, taps, samples) = (kernel.Shape[1], kernel.Shape[2], dy.Shape[2]);
        var (values, dkernel) = (Own(kernel), new ScalarSums(kernel.Shape));
        var (input, shares, dx) = (Own(x), Own(dy), new ScalarSums(x.Shape));
        foreach (var (b, i, t) in Places(x.Shape))
        {
            for (var c = 0; c < outputs; c++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    var n = (t * stride) + tap - padding;
                    if (n < 0 || n >= samples)
                        continue;
                    dkernel[i, c, tap] += (double)input[b, i, t] * shares[b, c, n];
                    dx[b, i, t] += (double)values[(((i * outputs) + c) * taps) + tap] * shares[b, c, n];
                }
            }
        }

        dkernel.AddTo(gradients.Of(kernel));
        return dx.Round();
    }

    private static ScalarSums ConvolutionBackward(
        ScalarTensor x, ConvolutionWeights convolution, ScalarTensor dy, int stride, int padding, bool reflect, WeightGradients gradients)
    {
        var (inputs, taps) = (convolution.Kernel.Shape[1], convolution.Kernel.Shape[2]);
        var (kernel, dkernel) = (Own(convolution.Kernel), new ScalarSums(convolution.Kernel.Shape));
        var dx = new ScalarSums(x.Shape);
        var last = x.Shape[2] - 1;
        foreach (var (b, c, t) in Places(dy.Shape))
        {
            double share = dy[b, c, t];
            for (var i = 0; i < inputs; i++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    var at = Position((t * stride) + tap - padding, last, reflect);
                    if (at < 0 || at > last)
                        continue;
                    dkernel[c, i, tap] += x[b, i, at] * share;
                    dx[b, i, at] += kernel[(((c * inputs) + i) * taps) + tap] * share;
                }
            }
        }

        dkernel.AddTo(gradients.Of(convolution.Kernel));
        if (convolution.Bias is not null)
            BiasBackward(convolution.Bias, dy, gradients);
        return dx;
    }

    private static void BiasBackward(Weight bias, ScalarTensor dy, WeightGradients gradients)
    {
        var dbias = new ScalarSums(bias.Shape);
        foreach (var (b, c, t) in Places(dy.Shape))
            dbias.Values[c] += dy[b, c, t];
        dbias.AddTo(gradients.Of(bias));
    }
}
