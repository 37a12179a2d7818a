namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Computes the gradients of the steps of a training: what is learnt, and from what.</summary>
internal interface IStepGradient
{
    /// <summary>Gets what the last step was computed from, for the message of a step that failed.</summary>
    string Description { get; }

    /// <summary>Computes the gradient of a step: a function of the network's weights and the step's number alone.</summary>
    /// <param name="step">The number of steps before it.</param>
    /// <param name="cancellationToken">Stops the work between two passes of the network.</param>
    /// <returns>The loss; not finite where the work ended early because of it.</returns>
    double Compute(int step, CancellationToken cancellationToken);

    /// <summary>
    /// Gets the gradient of a parameter, by its number. After a step all gradients exist, so several threads may call this at once.
    /// </summary>
    ReadOnlySpan<float> Of(int parameter);
}
