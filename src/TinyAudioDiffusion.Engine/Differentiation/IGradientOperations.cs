using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Differentiation;

/// <summary>
/// The backward half of the operations of <see cref="TensorEngine"/>, for the <see cref="RecordingTape"/>. An engine of this assembly
/// implements both halves.
/// </summary>
/// <remarks>
/// <para>dy is the derivative of the loss by the output of an operation. Each method returns new tensors with the derivatives by the
/// inputs, which the caller disposes, and adds the derivatives by the weights to <see cref="WeightGradients"/>. dy and the inputs stay the
/// caller's.</para>
/// <para>A method with <c>wantsInput</c> returns null where the caller does not want the derivative by the input.</para>
/// <para>There is no backward for a residual, a skip or a modulation: the tape records these as steps after the convolution that they are
/// fused with.</para>
/// </remarks>
internal interface IGradientOperations
{
    /// <summary>The backward of y = conv(x), or of y = conv(SiLU(groupnorm(x))) with a norm. Returns dx.</summary>
    Tensor? ConvolveBackward(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor dy, bool wantsInput, WeightGradients gradients);

    /// <summary>The backward of y = conv(concat(scale * first, second)). Returns dfirst and dsecond.</summary>
    (Tensor First, Tensor Second) MergeBackward(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor dy, WeightGradients gradients);

    /// <summary>The backward of y = downsample(x). Returns dx.</summary>
    Tensor? DownsampleBackward(Tensor x, ConvolutionWeights convolution, Tensor dy, bool wantsInput, WeightGradients gradients);

    /// <summary>The backward of y = upsample(x), without skip and scale. Returns dx.</summary>
    Tensor UpsampleBackward(Tensor x, ConvolutionWeights convolution, int factor, Tensor dy, WeightGradients gradients);

    /// <summary>The backward of y = encode(x). Returns dx.</summary>
    Tensor? EncodeBackward(Tensor x, Weight kernel, int stride, int padding, Tensor dy, bool wantsInput, WeightGradients gradients);

    /// <summary>The backward of y = decode(x). Returns dx.</summary>
    Tensor DecodeBackward(Tensor x, Weight kernel, int stride, int padding, Tensor dy, WeightGradients gradients);

    /// <summary>
    /// Computes <see cref="TensorEngine.Attend"/> and keeps the activations that the backward would otherwise compute again. The caller
    /// disposes both; an engine that keeps nothing returns null for them.
    /// </summary>
    (Tensor Y, IDisposable? Kept) AttendKeeping(Tensor x, Tensor? context, AttentionWeights attention);

    /// <summary>
    /// The backward of y = x + attention(x, context). Returns dx, with the share of the residual, and dcontext; dcontext is null if context
    /// is null (x attends to itself).
    /// </summary>
    (Tensor X, Tensor? Context) AttendBackward(
        Tensor x, Tensor? context, AttentionWeights attention, IDisposable? kept, Tensor dy, WeightGradients gradients);

    /// <summary>The backward of y = softmax(q k^T / sqrt(features)) v in each head. Returns the derivatives by both.</summary>
    (Tensor Query, Tensor KeyValue) AttendHeadsBackward(Tensor query, Tensor keyValue, int heads, Tensor dy);

    /// <summary>The backward of y = activation(groupnorm(x)). Returns dx.</summary>
    Tensor? NormalizeGroupsBackward(
        Tensor x, NormalizationWeights norm, Activation activation, Tensor dy, bool wantsInput, WeightGradients gradients);

    /// <summary>
    /// The backward of y = layernorm(x) * (1 + scale) + shift. Returns dx and the derivative by scale and shift, [batch, 2 * channels].
    /// </summary>
    (Tensor X, Tensor ScaleAndShift) ModulateBackward(Tensor x, Tensor scaleAndShift, Tensor dy);

    /// <summary>Computes y = scale * x, where scale has a factor for each channel, [batch, channels].</summary>
    Tensor Scale(Tensor x, Tensor scale);

    /// <summary>The backward of y = scale * x. Returns dx and dscale.</summary>
    (Tensor X, Tensor Scale) ScaleBackward(Tensor x, Tensor scale, Tensor dy);

    /// <summary>The backward of y = after(before(x) W^T + b). Returns dx.</summary>
    Tensor? LinearBackward(
        Tensor x, LinearWeights linear, Activation before, Activation after, Tensor dy, bool wantsInput, WeightGradients gradients);

    /// <summary>The backward of y = [t, sin(2 pi w t), cos(2 pi w t)].</summary>
    void EmbedFrequenciesBackward(ReadOnlySpan<float> values, Weight frequencies, Tensor dy, WeightGradients gradients);

    /// <summary>The backward of y[b, f, n] = tokens[n, f].</summary>
    void RepeatEmbeddingBackward(Weight learned, Tensor dy, WeightGradients gradients);

    /// <summary>The backward of a look-up of rows in a table.</summary>
    void LookUpBackward(Weight table, ReadOnlySpan<int> rows, Tensor dy, WeightGradients gradients);

    /// <summary>Computes factor * x.</summary>
    Tensor Multiply(Tensor x, float factor);

    /// <summary>Adds a tensor to another of its shape, in place.</summary>
    void Accumulate(Tensor target, Tensor addend);
}
