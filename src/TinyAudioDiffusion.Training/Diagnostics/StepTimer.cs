using System.Diagnostics;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Diagnostics;

/// <summary>Takes steps of a training and times them; nothing is written to disk.</summary>
public sealed class StepTimer : IDisposable
{
    private readonly DiffusionNetwork _network;
    private readonly LearningStep _step;
    private TrainingCounters _counters = new();

    /// <summary>Prepares a training from random weights on sounds of noise.</summary>
    /// <param name="engine">The engine that computes; stays its owner's.</param>
    /// <param name="transforms">The transforms by name.</param>
    /// <param name="configuration">What is trained, and how.</param>
    /// <exception cref="TrainingConfigurationException">The configuration is not possible.</exception>
    public StepTimer(TensorEngine engine, Registry<ITransformFactory> transforms, TrainingConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Validate();
        _network = new DiffusionNetwork(configuration.Model, transforms);
        var state = new ParameterState([.. _network.Parameters.Select(parameter => parameter.Shape.ElementCount)], configuration.Threads);
        var weights = new NetworkWeights(_network, engine);
        weights.Load(new SeededInitialization(_network.Parameters, configuration.Seed));
        state.StartAverages(weights);
        _step = new LearningStep(engine, _network, configuration, weights, state, new NoiseData(configuration.Model.Audio, configuration.Model.ClassLabels));
    }

    /// <summary>Takes one step.</summary>
    /// <param name="cancellationToken">Stops the work between two passes of the network.</param>
    /// <returns>Its time, from the sounds to the network's new weights.</returns>
    public TimeSpan Run(CancellationToken cancellationToken = default)
    {
        var start = Stopwatch.GetTimestamp();
        _counters = _step.Run(_counters, completed: 0, cancellationToken).Counters;
        return Stopwatch.GetElapsedTime(start);
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
