using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Convolutions of every kind.
public sealed partial class ScalarEngine
{
    private const double ModulationEpsilon = 1e-6;

    /// <inheritdoc/>
    protected override Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output)
    {
        var input = norm is null ? Own(x) : GroupNormSilu(Own(x), norm);
        var result = Convolution(input, convolution, output, stride: 1, padding: convolution.Kernel.Shape[2] / 2, reflect: false);
        if (residual is not null)
            result = Own(AddCore(result, residual));
        return modulation is null ? result : ModulateCore(result, modulation);
    }

    /// <inheritdoc/>
    protected override Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output)
        => Convolution(Own(x), convolution, output, stride: convolution.Kernel.Shape[2], padding: 0, reflect: false);

    /// <inheritdoc/>
    protected override Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
        => Convolution(Own(x), new ConvolutionWeights(kernel, Bias: null), output, stride, padding, reflect: true);

    /// <inheritdoc/>
    protected override Tensor MergeCore(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output)
        => ConvolveCore(Concatenate(Own(first), scale, Own(second)), convolution, norm: null, residual, modulation: null, output);

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
    protected override Tensor ModulateCore(Tensor x, Tensor scaleAndShift)
    {
        var channels = x.Shape[1];
        var features = Own(scaleAndShift).Values;
        var normal = Normalize(Own(x), Columns(x.Shape), ModulationEpsilon).Normal;
        return Fill(x.Shape, (b, c, t) => (normal[b, c, t] * (1 + features[(b * 2 * channels) + c])) + features[(b * 2 * channels) + channels + c]);
    }

    private static ScalarTensor Concatenate(ScalarTensor first, float scale, ScalarTensor second)
    {
        var channels = first.Shape[1];
        return Fill(
            new Shape(first.Shape[0], channels + second.Shape[1], first.Shape[2]),
            (b, c, t) => c < channels ? first[b, c, t] * scale : second[b, c - channels, t]);
    }

    private static int Position(int at, int last, bool reflect) => reflect && at < 0 ? -at : reflect && at > last ? (2 * last) - at : at;

    private static ScalarTensor Convolution(ScalarTensor x, ConvolutionWeights convolution, Shape output, int stride, int padding, bool reflect)
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
}
