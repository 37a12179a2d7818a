using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Random weights from the recipe's seed.</summary>
internal sealed class SeededStart : TrainingStart
{
    internal override TrainingCounters Restore(TrainingJob job, NetworkWeights network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        using var weights = SeededInitialization.Of(job.Recipe.Model, transforms, job.Recipe.Seed);
        network.Load(weights);
        state.StartAverages(network);
        return new TrainingCounters();
    }
}
