using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training;

/// <summary>
/// Trains diffusion models: velocity objective, AdamW, a moving average of the weights. A training can be killed at any moment; resumed, it gives the same loss and the same
/// weights, bit for bit, as one that was not.
/// </summary>
/// <param name="engine">The engine that computes; stays its owner's.</param>
/// <param name="transforms">The transforms by name.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class Trainer(TensorEngine engine, Registry<ITransformFactory> transforms, TimeProvider? time = null)
{
    /// <summary>Trains until the configuration's limit, or until asked to stop.</summary>
    /// <param name="job">What to train.</param>
    /// <param name="progress">Told after every step, on the thread that trains.</param>
    /// <param name="cancellationToken">Asks to stop: the training ends within one pass of the network, saves everything and can go on later.</param>
    /// <returns>What it came to.</returns>
    /// <exception cref="TrainingException">The parts of the job do not fit together, there is a training in the folder already, or the loss or the gradient is not finite.</exception>
    /// <exception cref="ModelFormatException">The weights to start from do not fit the model, or a training state is damaged.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public Task<TrainingResult> RunAsync(TrainingJob job, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Task.Factory.StartNew(
            () =>
            {
                using var loop = new TrainingLoop(engine, transforms, time ?? TimeProvider.System, job, progress);
                return loop.Run(cancellationToken);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }
}
