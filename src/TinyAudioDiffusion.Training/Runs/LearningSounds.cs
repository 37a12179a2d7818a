using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>The goal of a training on sounds: the velocity of noisy sounds.</summary>
/// <param name="job">The training.</param>
internal sealed class LearningSounds(TrainingJob job) : ILearningGoal
{
    public IStepGradient Gradient(TensorEngine engine, DiffusionNetwork network)
        => StepGradient.Of(job.Configuration, job.Data, engine, network, job.TextEmbedder);

    public IValidation? Validation()
    {
        var configuration = job.Configuration;
        return job.ValidationData is { } data && configuration.Validation.Interval > 0
            ? new ValidationPass(data, configuration.Validation.Clips, configuration.Batch, configuration.Model)
            : null;
    }

    public void Dispose()
    {
        // The sounds stay their owner's.
    }
}
