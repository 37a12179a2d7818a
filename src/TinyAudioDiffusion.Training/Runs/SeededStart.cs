using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Random weights from the configuration's seed.</summary>
internal sealed class SeededStart : TrainingStart
{
    internal override TrainingCounters Restore(TrainingJob job, NetworkWeights network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        using var weights = SeededInitialization.Of(job.Configuration.Model, transforms, job.Configuration.Seed);
        network.Load(weights);
        state.StartAverages(network);
        return TrainingCounters.None;
    }
}
