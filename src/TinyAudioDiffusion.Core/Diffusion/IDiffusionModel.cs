namespace TinyAudioDiffusion.Diffusion;

/// <summary>
/// A trained waveform diffusion model with one verb: given noisy waveforms and one noise level each, predict the velocity
/// v = a n - s x with a = cos(pi t / 2), s = sin(pi t / 2) (Salimans and Ho, "Progressive Distillation", 2022, section 4).
/// </summary>
/// <remarks>
/// Implementations are safe to call from several threads at once, and return the same bits for an item whatever the rest of its batch.
/// Samples are in host memory: copying a waveform costs little beside the arithmetic of one call, so samplers are plain code.
/// The owner that loaded a model disposes it; a model from the zoo belongs to the zoo.
/// </remarks>
public interface IDiffusionModel : IDisposable
{
    /// <summary>Gets what the model makes: sample rate, channels, lengths, classes.</summary>
    DiffusionModelInfo Info { get; }

    /// <summary>Predicts the velocity of every item of a batch.</summary>
    /// <param name="request">The noisy waveforms, their noise levels and, where the model has classes, their classes.</param>
    /// <param name="velocity">
    /// Receives the velocities, [batch, channels, samples], as long as the noisy waveforms; must not overlap them.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The request does not fit <see cref="Info"/> (channels, length multiple, classes) or the output.
    /// </exception>
    void PredictVelocity(in VelocityRequest request, Span<float> velocity);
}
