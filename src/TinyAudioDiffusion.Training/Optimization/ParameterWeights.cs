using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>Values of a network's parameters in host memory.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="values">Their values, in the same order.</param>
internal sealed class ParameterWeights(IReadOnlyList<Parameter> parameters, IReadOnlyList<float[]> values) : ParameterFile(parameters, "the training's weights")
{
    public override void Read(int parameter, Span<float> destination) => values[parameter].CopyTo(destination);
}
