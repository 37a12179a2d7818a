using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine;

// Convolutions that keep the number of samples.
public abstract partial class TensorEngine
{
    /// <summary>
    /// Convolves with stride 1, so that the output has as many samples as the input, together with the other steps of a residual block: y =
    /// modulate(residual + conv(SiLU(groupnorm(x)))).
    /// </summary>
    /// <param name="x">The input, [batch, in, samples].</param>
    /// <param name="convolution">The kernel, [out, in, taps] with an odd number of taps, and its bias.</param>
    /// <param name="norm">
    /// The group normalisation that, followed by SiLU, comes before the convolution; null for neither of the two.
    /// </param>
    /// <param name="residual">A tensor to add to the result, [batch, out, samples]; null for none.</param>
    /// <param name="modulation">The scale and shift of a final <see cref="Modulate"/>, [batch, 2 * out]; null for none.</param>
    /// <returns>The output, [batch, out, samples].</returns>
    public Tensor Convolve(
        Tensor x,
        ConvolutionWeights convolution,
        NormalizationWeights? norm = null,
        Tensor? residual = null,
        Tensor? modulation = null)
    {
        const string Operation = nameof(Convolve);
        var channels = Check.Rank3(Operation, x)[1];
        var (outputs, taps) = Check.Kernel(Operation, convolution, WeightUse.Convolution, channels);
        Check.That(taps % 2 == 1, Operation, $"the kernel has {taps} taps, which is not an odd number");
        if (norm is not null)
        {
            Check.Norm(Operation, norm, channels);
            var divides = norm.Groups > 0 && channels % norm.Groups == 0;
            Check.That(divides, Operation, $"{channels} channels do not divide into {norm.Groups} groups");
        }

        var output = new Shape(x.Shape[0], outputs, x.Shape[2]);
        if (residual is not null)
            Check.Is(Operation, "residual", residual, output);
        if (modulation is not null)
            Check.Is(Operation, "modulation", modulation, new Shape(output[0], 2 * outputs));
        return ConvolveCore(x, convolution, norm, residual, modulation, output);
    }

    /// <summary>
    /// Concatenates the channels of two tensors and convolves them with one tap: conv(concat(scale * first, second)) + residual.
    /// </summary>
    /// <param name="first">The first channels, [batch, a, samples].</param>
    /// <param name="scale">The factor of the first channels.</param>
    /// <param name="second">The channels after them, [batch, b, samples].</param>
    /// <param name="convolution">The kernel, [out, a + b, 1], and its bias.</param>
    /// <param name="residual">A tensor to add to the result, [batch, out, samples]; null for none.</param>
    /// <returns>The output, [batch, out, samples].</returns>
    public Tensor Merge(Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual = null)
    {
        const string Operation = nameof(Merge);
        var (a, b) = (Check.Rank3(Operation, first), Check.Rank3(Operation, second));
        Check.That(a[0] == b[0] && a[2] == b[2], Operation, $"{a} and {b} differ in batch or samples");
        var (outputs, taps) = Check.Kernel(Operation, convolution, WeightUse.Convolution, a[1] + b[1]);
        Check.That(taps == 1, Operation, $"the kernel has {taps} taps instead of one");
        var output = new Shape(a[0], outputs, a[2]);
        if (residual is not null)
            Check.Is(Operation, "residual", residual, output);
        return MergeCore(first, scale, second, convolution, residual, output);
    }

    /// <summary>Implements <see cref="Convolve"/>.</summary>
    protected abstract Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output);

    /// <summary>Implements <see cref="Merge"/>.</summary>
    protected abstract Tensor MergeCore(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output);
}
