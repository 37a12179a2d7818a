using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Starts from the weights of a model, with a fresh optimiser. The network may have classes, gates and a refiner that the model lacks:
/// features of classes start at 0, gates at 1, and a refiner corrects nothing, so that at first it computes what the model does.
/// </summary>
internal sealed class ModelStart(IWeightFile weights) : TrainingStart
{
    private const string Classes = "net.class_embedding.weight";
    private const string Gates = ".skip_gate.";
    private const string Refiner = "refiner.";

    internal override TrainingCounters Restore(
        TrainingJob job, NetworkWeights network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        var initial = new SeededInitialization(network.Network.Parameters, job.Configuration.Seed);
        var added = new Dictionary<string, (Parameter, float[])>(StringComparer.Ordinal);
        foreach (var parameter in network.Network.Parameters)
        {
            if (weights.Find(parameter.Name) is null && StartOf(parameter, initial) is { } start)
                added.Add(parameter.Name, (parameter, start));
        }

        network.Load(added.Count == 0 ? weights : new WithNewParameters(weights, added));
        state.StartAverages(network);
        return TrainingCounters.None;
    }

    private static float[]? StartOf(Parameter parameter, SeededInitialization initial)
    {
        var values = new float[parameter.Shape.ElementCount];
        if (parameter.Name == Classes)
            return values;
        if (!parameter.Name.Contains(Gates, StringComparison.Ordinal) && !parameter.Name.StartsWith(Refiner, StringComparison.Ordinal))
            return null;
        initial.Read(parameter.Name, values);
        return values;
    }
}
