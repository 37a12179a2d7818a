using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine;

// What an engine implements. Shapes are checked before these are called, so native code behind them never sees a misfit.
public abstract partial class TensorEngine
{
    /// <summary>Implements <see cref="CreateTensor"/>.</summary>
    protected abstract Tensor CreateTensorCore(ReadOnlySpan<float> values, Shape shape);

    /// <summary>Implements <see cref="Read(Tensor, Span{float})"/>.</summary>
    protected abstract void ReadCore(Tensor tensor, Span<float> destination);

    /// <summary>Implements <see cref="CreateWeight"/>.</summary>
    protected abstract Weight CreateWeightCore(ReadOnlySpan<float> values, Shape shape, WeightUse use);

    /// <summary>Implements <see cref="Update"/>.</summary>
    protected abstract void UpdateCore(Weight weight, ReadOnlySpan<float> values);

    /// <summary>Implements <see cref="Read(Weight, Span{float})"/>.</summary>
    protected abstract void ReadCore(Weight weight, Span<float> destination);

    /// <summary>Implements <see cref="CreateTape"/>; an engine without gradients leaves it alone.</summary>
    protected virtual GradientTape CreateTapeCore(bool gradientCheckpointing)
        => throw new NotSupportedException($"The engine \"{Description}\" computes no gradients.");

    /// <summary>Implements <see cref="Convolve"/>.</summary>
    protected abstract Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output);

    /// <summary>Implements <see cref="Downsample"/>.</summary>
    protected abstract Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output);

    /// <summary>Implements <see cref="Upsample"/>.</summary>
    protected abstract Tensor UpsampleCore(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip, Tensor? scale, Shape output);

    /// <summary>Implements <see cref="Merge"/>.</summary>
    protected abstract Tensor MergeCore(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output);

    /// <summary>Implements <see cref="Attend"/>; the context is <paramref name="x"/> itself where none was given.</summary>
    protected abstract Tensor AttendCore(Tensor x, Tensor context, AttentionWeights attention);

    /// <summary>Implements <see cref="Modulate"/>.</summary>
    protected abstract Tensor ModulateCore(Tensor x, Tensor scaleAndShift);

    /// <summary>Implements <see cref="Linear"/>.</summary>
    protected abstract Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output);

    /// <summary>Implements <see cref="EmbedFrequencies"/>.</summary>
    protected abstract Tensor EmbedFrequenciesCore(ReadOnlySpan<float> values, Weight frequencies, Shape output);

    /// <summary>Implements <see cref="RepeatEmbedding"/>.</summary>
    protected abstract Tensor RepeatEmbeddingCore(Weight learned, Shape output);

    /// <summary>Implements <see cref="LookUp"/>.</summary>
    protected abstract Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output);

    /// <summary>Implements <see cref="Add"/>.</summary>
    protected abstract Tensor AddCore(Tensor left, Tensor right);

    /// <summary>Implements <see cref="Extrapolate"/>.</summary>
    protected abstract Tensor ExtrapolateCore(Tensor from, Tensor to, float amount);

    /// <summary>Implements <see cref="Patch"/>.</summary>
    protected abstract Tensor PatchCore(Tensor x, int size, Shape output);

    /// <summary>Implements <see cref="Unpatch"/>.</summary>
    protected abstract Tensor UnpatchCore(Tensor x, int size, Shape output);

    /// <summary>Implements <see cref="Encode"/>.</summary>
    protected abstract Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output);

    /// <summary>Implements <see cref="Decode"/>.</summary>
    protected abstract Tensor DecodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output);
}
