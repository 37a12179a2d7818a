using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Computes the gradients of the steps of a training: what is learnt, and from what.</summary>
internal interface IStepGradient : IDisposable
{
    /// <summary>Gets what the last step was computed from, for the message of a step that failed.</summary>
    string Description { get; }

    /// <summary>Computes the gradient of a step: a function of the network's weights and the step's number alone.</summary>
    /// <param name="step">The number of steps before it.</param>
    /// <param name="cancellationToken">Stops the work between two passes of the network.</param>
    /// <returns>The loss; not finite where the work ended early because of it.</returns>
    double Compute(int step, CancellationToken cancellationToken);

    /// <summary>Gets the gradients of all parameters. A step of the optimiser uses them up.</summary>
    WeightGradients Gradients { get; }
}
