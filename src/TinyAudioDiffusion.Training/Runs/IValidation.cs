using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Measures a model in training on what it does not learn from, always in the same way.</summary>
internal interface IValidation
{
    /// <summary>Measures a model that sees sounds at the scale at which it learns them.</summary>
    /// <returns>The loss: the lower, the better.</returns>
    double Run(IDiffusionModel model, CancellationToken cancellationToken);
}
