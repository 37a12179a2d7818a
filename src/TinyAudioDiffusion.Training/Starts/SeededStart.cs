using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Starts;

/// <summary>Random weights from the recipe's seed.</summary>
internal sealed class SeededStart : TrainingStart
{
    internal override TrainingCounters Restore(TrainingJob job, DiffusionNetwork network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        using var weights = SeededInitialization.Of(job.Recipe.Model, transforms, job.Recipe.Seed);
        Read(weights, network, state.Weights);
        state.Follow(decay: 0);
        return new TrainingCounters();
    }
}
