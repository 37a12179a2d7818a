using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Differentiation;

/// <summary>
/// The backward half of the operations of <see cref="TensorEngine"/>, for the recording tape: an engine of this assembly implements both. Given dy, the derivative of the
/// loss by an operation's output, each gives new tensors with the derivatives by the operation's inputs, which the caller disposes, and adds those of the weights to
/// the gradients. dy and the inputs stay the caller's. The tape takes operations apart where one backward serves several: a residual, a skip and a modulation are recorded
/// behind the convolution they fuse with.
/// </summary>
internal interface IGradientOperations
{
    /// <summary>y = conv(x), or conv(SiLU(groupnorm(x))) with a norm. Gives dx; null where it is not wanted.</summary>
    Tensor? ConvolveBackward(Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor dy, bool wantsInput, WeightGradients gradients);

    /// <summary>y = downsample(x). Gives dx; null where it is not wanted.</summary>
    Tensor? DownsampleBackward(Tensor x, ConvolutionWeights convolution, Tensor dy, bool wantsInput, WeightGradients gradients);

    /// <summary>y = upsample(x), without skip and scale. Gives dx.</summary>
    Tensor UpsampleBackward(Tensor x, ConvolutionWeights convolution, int factor, Tensor dy, WeightGradients gradients);

    /// <summary>y = scale * x for every channel, scale being [batch, channels].</summary>
    Tensor Scale(Tensor x, Tensor scale);

    /// <summary>y = scale * x for every channel. Gives dx and dscale.</summary>
    (Tensor X, Tensor Scale) ScaleBackward(Tensor x, Tensor scale, Tensor dy);

    /// <summary>y = conv(concat(scale * first, second)). Gives dfirst and dsecond.</summary>
    (Tensor First, Tensor Second) MergeBackward(Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor dy, WeightGradients gradients);

    /// <summary>Computes <see cref="TensorEngine.Attend"/> and hands out what its backward would otherwise compute again; the caller disposes both.</summary>
    (Tensor Y, IDisposable Kept) AttendKeeping(Tensor x, Tensor? context, AttentionWeights attention);

    /// <summary>y = x + attention(x, context). Gives dx, the residual's share included, and dcontext; the latter null where context is null (x attends to itself).</summary>
    (Tensor X, Tensor? Context) AttendBackward(Tensor x, Tensor? context, AttentionWeights attention, IDisposable kept, Tensor dy, WeightGradients gradients);

    /// <summary>y = layernorm(x) * (1 + scale) + shift. Gives dx and d(scale and shift), [batch, 2 * channels].</summary>
    (Tensor X, Tensor ScaleAndShift) ModulateBackward(Tensor x, Tensor scaleAndShift, Tensor dy);

    /// <summary>y = after(before(x) W^T + b). Gives dx; null where it is not wanted.</summary>
    Tensor? LinearBackward(Tensor x, LinearWeights linear, Activation before, Activation after, Tensor dy, bool wantsInput, WeightGradients gradients);

    /// <summary>y = [t, sin(2 pi w t), cos(2 pi w t)].</summary>
    void EmbedFrequenciesBackward(ReadOnlySpan<float> values, Weight frequencies, Tensor dy, WeightGradients gradients);

    /// <summary>y[b, f, n] = tokens[n, f].</summary>
    void RepeatEmbeddingBackward(Weight learned, Tensor dy, WeightGradients gradients);

    /// <summary>y = rows of a table.</summary>
    void LookUpBackward(Weight table, ReadOnlySpan<int> rows, Tensor dy, WeightGradients gradients);

    /// <summary>y = encode(x). Gives dx; null where it is not wanted.</summary>
    Tensor? EncodeBackward(Tensor x, Weight kernel, int stride, int padding, Tensor dy, bool wantsInput, WeightGradients gradients);

    /// <summary>y = decode(x). Gives dx.</summary>
    Tensor DecodeBackward(Tensor x, Weight kernel, int stride, int padding, Tensor dy, WeightGradients gradients);

    /// <summary>Gives factor * x.</summary>
    Tensor Multiply(Tensor x, float factor);

    /// <summary>Adds a tensor to another of its shape, in place.</summary>
    void Accumulate(Tensor target, Tensor addend);
}
