using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Starts from the weights of a model, with a fresh optimiser.</summary>
internal sealed class ModelStart(IWeightFile weights) : TrainingStart
{
    private const string Classes = "net.class_embedding.weight";

    internal override TrainingCounters Restore(
        TrainingJob job, NetworkWeights network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        var classes = network.Network.Parameters.FirstOrDefault(parameter => parameter.Name == Classes);
        network.Load(classes is not null && weights.Find(Classes) is null ? new WithNewClasses(weights, classes) : weights);
        state.StartAverages(network);
        return TrainingCounters.None;
    }
}
