using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Models.Parameters;

/// <summary>The parameters of a convolution under the names "weight" and "bias".</summary>
internal sealed class ConvolutionLayer(ParameterScope scope, int outputs, int inputs, int taps, WeightUse use = WeightUse.Convolution)
{
    private readonly Parameter _kernel = scope.Declare("weight", new Shape(outputs, inputs, taps), use);
    private readonly Parameter _bias = scope.Declare("bias", new Shape(outputs), WeightUse.Values);
    private ConvolutionWeights? _weights;

    public ConvolutionWeights Weights => _weights ??= new ConvolutionWeights(_kernel.Weight, _bias.Weight);
}
