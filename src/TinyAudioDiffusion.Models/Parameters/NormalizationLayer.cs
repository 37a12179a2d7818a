using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Models.Parameters;

/// <summary>The parameters of a normalisation under the names "weight" and "bias".</summary>
internal sealed class NormalizationLayer(ParameterScope scope, int channels, int groups = 1)
{
    private readonly Parameter _scale = scope.Declare("weight", new Shape(channels), WeightUse.Values);
    private readonly Parameter _shift = scope.Declare("bias", new Shape(channels), WeightUse.Values);
    private NormalizationWeights? _weights;

    public NormalizationWeights Weights => _weights ??= new NormalizationWeights(_scale.Weight, _shift.Weight, groups);
}
