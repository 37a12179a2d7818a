using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>
/// A strided convolution over reflected edges each way, both without bias. With as many filters as a window has samples, and windows that
/// overlap by half, an even number of samples, an untrained one is a
/// <see cref="LappedTransform"/>; every other one is drawn, as the reference's.
/// </summary>
public sealed class LearnedTransform : ITransform
{
    private readonly int _filters;
    private readonly int _stride;
    private readonly int _padding;
    private readonly Parameter _encode;
    private readonly Parameter _decode;

    /// <summary>Declares the parameters.</summary>
    /// <param name="filters">The number of filters for each audio channel.</param>
    /// <param name="window">The number of samples that a filter sees.</param>
    /// <param name="stride">The number of samples from one window to the next.</param>
    /// <param name="inChannels">The number of audio channels that go in.</param>
    /// <param name="outChannels">The number of audio channels that come out.</param>
    /// <param name="blocks">The place of the encoder (0) and the decoder (1) in the state dict.</param>
    public LearnedTransform(int filters, int window, int stride, int inChannels, int outChannels, ParameterScope blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        _filters = filters;
        _stride = stride;
        _padding = (window / 2) - (stride / 2);
        var lapped = filters == window && window == 2 * stride && stride % 2 == 0;
        _encode = blocks[0].Declare(
            "weight", new Shape(inChannels * filters, inChannels, window), WeightUse.Convolution, initial: lapped ? ()
                => LappedTransform.Encoder(inChannels, stride) : null);
        _decode = blocks[1].Declare(
            "weight", new Shape(outChannels * filters, outChannels, window), WeightUse.TransposedConvolution, initial: lapped ? ()
                => LappedTransform.Decoder(outChannels, stride) : null);
    }

    /// <inheritdoc/>
    public int NetworkChannels(int audioChannels) => checked(audioChannels * _filters);

    /// <inheritdoc/>
    public int LengthMultiple(int networkMultiple) => checked(networkMultiple * _stride);

    /// <inheritdoc/>
    public Tensor Encode(TensorEngine engine, Tensor waveforms)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return engine.Encode(waveforms, _encode.Weight, _stride, _padding);
    }

    /// <inheritdoc/>
    public Tensor Decode(TensorEngine engine, Tensor encoded)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return engine.Decode(encoded, _decode.Weight, _stride, _padding);
    }
}
