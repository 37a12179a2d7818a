using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Starts from the weights of a model, with a fresh optimiser. The network may have classes and gates that the model lacks: features of
/// classes start at 0 and gates at 1, so that at first it computes what the model does.
/// </summary>
internal sealed class ModelStart(IWeightFile weights) : TrainingStart
{
    private const string Classes = "net.class_embedding.weight";
    private const string Gates = ".skip_gate.";

    internal override TrainingCounters Restore(
        TrainingJob job, NetworkWeights network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        var added = new Dictionary<string, (Parameter, float[])>(StringComparer.Ordinal);
        foreach (var parameter in network.Network.Parameters)
        {
            if (weights.Find(parameter.Name) is null && StartOf(parameter) is { } start)
                added.Add(parameter.Name, (parameter, start));
        }

        network.Load(added.Count == 0 ? weights : new WithNewParameters(weights, added));
        state.StartAverages(network);
        return TrainingCounters.None;
    }

    private static float[]? StartOf(Parameter parameter)
        => parameter.Name == Classes ? new float[parameter.Shape.ElementCount]
            : parameter.Name.Contains(Gates, StringComparison.Ordinal) ? parameter.Initial!()
            : null;
}
