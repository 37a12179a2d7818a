using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Models.Parameters;

/// <summary>The parameters of a linear map under the names "weight" and "bias".</summary>
internal sealed class LinearLayer(ParameterScope scope, int outputs, int inputs, ParameterScope? alias = null)
{
    private readonly Parameter _matrix = scope.Declare("weight", new Shape(outputs, inputs), WeightUse.Convolution, alias);
    private readonly Parameter _bias = scope.Declare("bias", new Shape(outputs), WeightUse.Values, alias);
    private LinearWeights? _weights;

    public LinearWeights Weights => _weights ??= new LinearWeights(_matrix.Weight, _bias.Weight);
}
