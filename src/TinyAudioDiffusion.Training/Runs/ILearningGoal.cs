using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>What a run is for: the gradients of its steps, and the loss of its validations.</summary>
internal interface ILearningGoal : IDisposable
{
    /// <summary>Prepares the gradients.</summary>
    IStepGradient Gradient(TensorEngine engine, DiffusionNetwork network);

    /// <summary>Prepares the validation; null for none.</summary>
    IValidation? Validation();
}
