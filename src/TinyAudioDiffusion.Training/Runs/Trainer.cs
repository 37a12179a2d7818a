using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Text;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Trains diffusion models: velocity objective, AdamW, a moving average of the weights. A training can be killed at any moment. When it
/// goes on, it gives the same losses and the same weights, bit for bit, as a training that nobody stopped.
/// </summary>
/// <param name="engine">The engine that computes; stays its owner's.</param>
/// <param name="transforms">The transforms by name.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class Trainer(TensorEngine engine, Registry<ITransformFactory> transforms, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Trains until the limit of the configuration, or until a caller cancels.</summary>
    /// <param name="job">The training.</param>
    /// <param name="progress">Receives a report after every step, on the thread that trains.</param>
    /// <param name="cancellationToken">Stops the training within one pass of the network; it saves everything and can go on later.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TrainingException"> The parts of the job do not fit together; the folder has a training already, or another
    /// training writes to it; the sounds are not those that the training learnt from; a training state is damaged; or a loss, a gradient, a
    /// weight or a sound is not finite. </exception>
    /// <exception cref="ModelFormatException">The weights to start from do not fit the model.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public Task<TrainingResult> RunAsync(
        TrainingJob job, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        var classes = job.Configuration.Model.ClassLabels;
        job = job with
        {
            Data = RelabelledData.For(job.Data, classes),
            ValidationData = job.ValidationData is { } validation ? RelabelledData.For(validation, classes) : null,
        };
        return Task.Factory.StartNew(
            () =>
            {
                using var goal = new LearningSounds(job);
                using var loop = new TrainingLoop(engine, transforms, _time, job, goal, progress);
                return loop.Run(cancellationToken);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>
    /// Takes steps from random weights on sounds of noise, and times each from the sounds to the network's new weights. Writes nothing.
    /// </summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="cancellationToken">Stops the work between two passes of the network.</param>
    /// <returns>The times, without an end: each is measured when the caller asks for it.</returns>
    /// <exception cref="TrainingConfigurationException">The configuration is not possible.</exception>
    public IEnumerable<TimeSpan> TimeSteps(TrainingConfiguration configuration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Validate();
        return Steps();

        IEnumerable<TimeSpan> Steps()
        {
            using var network = new DiffusionNetwork(configuration.Model, transforms);
            using var state = new ParameterState(engine, network.Parameters);
            var weights = new NetworkWeights(network, engine);
            weights.Load(new SeededInitialization(network.Parameters, configuration.Seed));
            state.StartAverages(weights);
            var data = new NoiseData(configuration.Model.Audio, configuration.Model.ClassLabels);
            using var gradient = StepGradient.Of(configuration, data, engine, network, new WordsTextEmbedder());
            var step = new LearningStep(configuration, weights, state, gradient);
            for (var counters = TrainingCounters.None; ;)
            {
                var start = _time.GetTimestamp();
                counters = step.Run(counters, completed: 0, cancellationToken).Counters;
                yield return _time.GetElapsedTime(start);
            }
        }
    }
}
