using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.DanceDiffusion.Networks;

/// <summary>
/// Two convolutions of five taps, each followed by a group normalisation with one group and GELU, plus the input; "ResConvBlock" of the
/// published code. The last block of the network ends with its second convolution.
/// </summary>
internal sealed class ResidualBlock
{
    private const int Taps = 5;

    private readonly ConvolutionWeights? _skip;
    private readonly ConvolutionWeights _first;
    private readonly ConvolutionWeights? _firstOfOther;
    private readonly NormalizationWeights _firstNorm;
    private readonly ConvolutionWeights _second;
    private readonly NormalizationWeights? _secondNorm;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="reader">Gives the weights.</param>
    /// <param name="name">The block's name.</param>
    /// <param name="inputs">The input channels of each tensor.</param>
    /// <param name="middle">The channels between the convolutions.</param>
    /// <param name="outputs">The output channels.</param>
    /// <param name="joins">Whether the channels of a second tensor follow those of the first.</param>
    /// <param name="isLast">Whether the block is the last one of the network.</param>
    public ResidualBlock(WeightReader reader, string name, int inputs, int middle, int outputs, bool joins, bool isLast)
    {
        var all = joins ? 2 * inputs : inputs;
        _skip = all == outputs ? null : reader.Convolution($"{name}.conv_skip", outputs, all, 1, bias: false);
        if (joins)
            (_first, _firstOfOther) = reader.ConvolutionOfTwo($"{name}.conv_1", middle, inputs, Taps);
        else
            _first = reader.Convolution($"{name}.conv_1", middle, inputs, Taps);
        _firstNorm = reader.Norm($"{name}.group_norm_1", middle);
        _second = reader.Convolution($"{name}.conv_2", outputs, middle, Taps);
        _secondNorm = isLast ? null : reader.Norm($"{name}.group_norm_2", outputs);
    }

    /// <summary>Computes the block.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="x">The input, [batch, inputs, samples].</param>
    /// <param name="other">The second tensor of a block that joins; else null.</param>
    /// <returns>The output, [batch, outputs, samples].</returns>
    public Tensor Forward(TensorEngine engine, Tensor x, Tensor? other = null)
    {
        using var skip = _skip is null ? null : other is null ? engine.Convolve(x, _skip) : engine.Merge(x, 1f, other, _skip);
        using var activated = FirstHalf(engine, x, other);
        if (_secondNorm is null)
            return engine.Convolve(activated, _second, residual: skip ?? x);
        using var convolved = engine.Convolve(activated, _second);
        return engine.NormalizeGroups(convolved, _secondNorm, Activation.Gelu, skip ?? x);
    }

    private Tensor FirstHalf(TensorEngine engine, Tensor x, Tensor? other)
    {
        using var part = engine.Convolve(x, _first);
        using var both = other is null ? null : engine.Convolve(other, _firstOfOther!, residual: part);
        return engine.NormalizeGroups(both ?? part, _firstNorm, Activation.Gelu);
    }
}
