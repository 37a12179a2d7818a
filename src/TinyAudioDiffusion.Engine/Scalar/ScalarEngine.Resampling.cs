using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Operations that change the number of samples.
internal sealed partial class ScalarEngine
{
    /// <inheritdoc/>
    protected override Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output)
        => Convolution(Own(x), convolution, output, stride: convolution.Kernel.Shape[2], padding: 0, reflect: false);

    /// <inheritdoc/>
    Tensor? IGradientOperations.DownsampleBackward(
        Tensor x, ConvolutionWeights convolution, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var dx = ConvolutionBackward(
            Own(x), convolution, Own(dy), stride: convolution.Kernel.Shape[2], padding: 0, reflect: false, gradients);
        return wantsInput ? dx.Round() : null;
    }

    /// <inheritdoc/>
    protected override Tensor UpsampleCore(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip, Tensor? scale, Shape output)
    {
        var repeated = Fill(new Shape(output[0], x.Shape[1], output[2]), (b, c, t) => Own(x)[b, c, t / factor]);
        var result = Convolution(repeated, convolution, output, stride: 1, padding: 1, reflect: false);
        return skip is null
            ? result
            : Fill(output, (b, c, t) => Own(skip)[b, c, t] + ((double)Own(scale!).Values[(b * output[1]) + c] * result[b, c, t]));
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
    protected override Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
        => Convolution(Own(x), new ConvolutionWeights(kernel, Bias: null), output, stride, padding, reflect: true);

    /// <inheritdoc/>
    Tensor? IGradientOperations.EncodeBackward(
        Tensor x, Weight kernel, int stride, int padding, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var dx = ConvolutionBackward(
            Own(x), new ConvolutionWeights(kernel, Bias: null), Own(dy), stride, padding, reflect: true, gradients);
        return wantsInput ? dx.Round() : null;
    }

    /// <inheritdoc/>
    protected override Tensor DecodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        var (outputs, taps) = (kernel.Shape[1], kernel.Shape[2]);
        return Fill(output, (b, c, n) =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Shape[1]; i++)
            {
                for (var t = 0; t < x.Shape[2]; t++)
                {
                    var tap = n + padding - (t * stride);
                    if (tap >= 0 && tap < taps)
                        sum += (double)Own(x)[b, i, t] * Own(kernel)[(((i * outputs) + c) * taps) + tap];
                }
            }

            return sum;
        });
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

        dkernel.AddTo(Own(gradients.Of(kernel)));
        return dx.Round();
    }

    /// <inheritdoc/>
    protected override Tensor PatchCore(Tensor x, int size, Shape output)
        => Fill(output, (b, c, t) => Own(x)[b, c / size, (t * size) + (c % size)]);

    /// <inheritdoc/>
    protected override Tensor UnpatchCore(Tensor x, int size, Shape output)
        => Fill(output, (b, c, t) => Own(x)[b, (c * size) + (t % size), t / size]);

    /// <inheritdoc/>
    protected override Tensor ReshapeCore(Tensor x, Shape output)
    {
        var result = new ScalarTensor(output);
        Own(x).Values.CopyTo(result.Values, 0);
        return result;
    }
}
