using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>
/// Multiplies a skip by gates, one for each channel and place, computed from the level within. Noise can so pass a level by and still be
/// weighed band by band, as masks do where sounds are separated (Luo and Mesgarani, "Conv-TasNet", 2019); the level within need not carry
/// it. An untrained gate is 1 everywhere.
/// </summary>
internal sealed class SkipGate(ParameterScope scope, int skipChannels, int channels, int factor)
{
    private const int Taps = 3;

    private readonly Parameter _kernel = scope.Declare(
        "weight", new Shape(skipChannels, channels, Taps), WeightUse.Upsampling, initial: () => new float[skipChannels * channels * Taps]);

    private readonly Parameter _bias = scope.Declare(
        "bias", new Shape(skipChannels), WeightUse.Values, initial: () => [.. Enumerable.Repeat(1f, skipChannels)]);

    private ConvolutionWeights? _weights;

    public Tensor Forward(TensorEngine engine, Tensor skip, Tensor within)
    {
        _weights ??= new ConvolutionWeights(_kernel.Weight, _bias.Weight);
        using var gates = engine.Upsample(within, _weights, factor);
        return engine.Multiply(skip, gates);
    }
}
