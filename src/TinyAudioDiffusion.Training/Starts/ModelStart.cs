using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Starts;

/// <summary>The weights of a model, and a fresh optimiser.</summary>
internal sealed class ModelStart(IWeightFile weights) : TrainingStart
{
    internal override TrainingCounters Restore(TrainingJob job, DiffusionNetwork network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        Read(weights, network, state.Weights);
        state.Follow(decay: 0);
        return new TrainingCounters();
    }
}
