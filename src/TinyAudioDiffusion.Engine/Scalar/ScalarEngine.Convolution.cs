using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Convolutions that keep the number of samples. Backward: each product that the forward pass adds to y gives its share of dy to both of its
// factors.
internal sealed partial class ScalarEngine
{
    /// <inheritdoc/>
    protected override Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output)
    {
        var input = norm is null ? Own(x) : GroupNorm(Own(x), norm, Activation.Silu);
        var result = Convolution(input, convolution, output, stride: 1, padding: convolution.Kernel.Shape[2] / 2, reflect: false);
        if (residual is not null)
            result = Own(AddCore(result, residual));
        return modulation is null ? result : ModulateCore(result, modulation);
    }

    /// <inheritdoc/>
    Tensor? IGradientOperations.ConvolveBackward(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var input = norm is null ? Own(x) : GroupNorm(Own(x), norm, Activation.Silu);
        var dx = ConvolutionBackward(
            input, convolution, Own(dy), stride: 1, padding: convolution.Kernel.Shape[2] / 2, reflect: false, gradients);
        if (norm is not null)
            dx = GroupNormBackward(Own(x), norm, Activation.Silu, dx, gradients);
        return wantsInput ? dx.Round() : null;
    }

    /// <inheritdoc/>
    protected override Tensor MergeCore(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output)
        => ConvolveCore(Concatenate(Own(first), scale, Own(second)), convolution, norm: null, residual, modulation: null, output);

    /// <inheritdoc/>
    (Tensor First, Tensor Second) IGradientOperations.MergeBackward(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor dy, WeightGradients gradients)
    {
        var channels = first.Shape[1];
        var both = Concatenate(Own(first), scale, Own(second));
        var dboth = ConvolutionBackward(both, convolution, Own(dy), stride: 1, padding: 0, reflect: false, gradients);
        return (Fill(first.Shape, (b, c, t) => scale * dboth[b, c, t]), Fill(second.Shape, (b, c, t) => dboth[b, channels + c, t]));
    }

    private static ScalarTensor Convolution(
        ScalarTensor x, ConvolutionWeights convolution, Shape output, int stride, int padding, bool reflect)
    {
        var (inputs, taps) = (convolution.Kernel.Shape[1], convolution.Kernel.Shape[2]);
        var kernel = Own(convolution.Kernel);
        var last = x.Shape[2] - 1;
        return Fill(output, (b, c, t) =>
        {
            double sum = convolution.Bias is null ? 0 : Own(convolution.Bias)[c];
            for (var i = 0; i < inputs; i++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    var at = Position((t * stride) + tap - padding, last, reflect);
                    if (at >= 0 && at <= last)
                        sum += (double)kernel[(((c * inputs) + i) * taps) + tap] * x[b, i, at];
                }
            }

            return sum;
        });
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

        dkernel.AddTo(Own(gradients.Of(convolution.Kernel)));
        if (convolution.Bias is not null)
            BiasBackward(convolution.Bias, dy, gradients);
        return dx;
    }

    private static void BiasBackward(Weight bias, ScalarTensor dy, WeightGradients gradients)
    {
        var dbias = new ScalarSums(bias.Shape);
        foreach (var (b, c, t) in Places(dy.Shape))
            dbias.Values[c] += dy[b, c, t];
        dbias.AddTo(Own(gradients.Of(bias)));
    }

    private static ScalarTensor Concatenate(ScalarTensor first, float scale, ScalarTensor second)
    {
        var channels = first.Shape[1];
        return Fill(
            new Shape(first.Shape[0], channels + second.Shape[1], first.Shape[2]),
            (b, c, t) => c < channels ? first[b, c, t] * scale : second[b, c - channels, t]);
    }

    private static int Position(int at, int last, bool reflect) => reflect && at < 0 ? -at : reflect && at > last ? (2 * last) - at : at;
}
