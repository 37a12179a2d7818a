using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Objective;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>One step of learning: the gradient of all its sounds, the optimiser, the average, the network's new weights. Numbers change here and nowhere else.</summary>
internal sealed class LearningStep
{
    private const double LossSmoothing = 0.02;

    private readonly TrainingConfiguration _configuration;
    private readonly NetworkWeights _weights;
    private readonly ParameterState _state;
    private readonly StepGradient _gradient;

    /// <summary>Prepares the steps of a training.</summary>
    /// <param name="engine">The engine that computes.</param>
    /// <param name="network">The network, loaded.</param>
    /// <param name="configuration">What is trained, and how.</param>
    /// <param name="weights">The network's weights.</param>
    /// <param name="state">The numbers that change with them.</param>
    /// <param name="data">The sounds.</param>
    public LearningStep(TensorEngine engine, DiffusionNetwork network, TrainingConfiguration configuration, NetworkWeights weights, ParameterState state, ITrainingData data)
    {
        (_configuration, _weights, _state) = (configuration, weights, state);
        _gradient = new StepGradient(configuration, data, network, new GradientPass(engine, network, configuration.Objective, configuration.GradientCheckpointing));
    }

    /// <summary>Takes a step.</summary>
    /// <param name="before">How far the training is.</param>
    /// <param name="completed">The share of the training that is done, which the rate may depend on.</param>
    /// <param name="cancellationToken">Stops the work between two passes; nothing has changed then.</param>
    /// <returns>How far it is now, and what the step was like.</returns>
    /// <exception cref="TrainingException">The loss or the gradient is not finite; nothing has changed.</exception>
    public (TrainingCounters Counters, double Loss, double Rate, double GradientNorm) Run(TrainingCounters before, double completed, CancellationToken cancellationToken)
    {
        var loss = _gradient.Compute(before.Step, cancellationToken);
        var norm = double.IsFinite(loss) ? _state.Norm(_gradient.Of) : double.NaN;
        if (!double.IsFinite(norm))
            throw Failure(before.Step + 1, loss, _gradient.Items);

        var rate = _configuration.Rate.At(before.Step + 1, completed);
        var scale = _configuration.Optimizer.Clip is { } clip ? (float)Math.Min(1, clip / (norm + 1e-6)) : 1f;
        var (decaysBefore, decaysAfter, averageCalls) = Decays(before.AverageCalls);
        _state.Step(_weights, new AdamW(_configuration.Optimizer, rate, before.OptimizerStep + 1), _gradient.Of, scale, decaysBefore, decaysAfter);
        var after = before with
        {
            Step = before.Step + 1,
            OptimizerStep = before.OptimizerStep + 1,
            AverageCalls = averageCalls,
            SmoothedLoss = before.SmoothedLoss is { } smoothed ? smoothed + ((loss - smoothed) * LossSmoothing) : loss,
        };
        return (after, loss, rate, norm);
    }

    /// <summary>Does something with the averaged weights, which change places with the weights meanwhile: neither a second network nor a second copy is needed.</summary>
    public T WithAverages<T>(Func<T> work)
    {
        _state.Exchange(_weights);
        try
        {
            return work();
        }
        finally
        {
            _state.Exchange(_weights);
        }
    }

    // The reference lets the average follow before the optimiser's step, once for each accumulated batch.
    private (double[] Before, double[] After, long Calls) Decays(long calls)
    {
        var isReference = _configuration.Average.Kind == MovingAverageKind.Reference;
        var end = calls + (isReference ? _configuration.Accumulation : 1);
        var decays = new List<double>();
        for (; calls < end; calls++)
        {
            if (MovingAverage.Decay(_configuration.Average, calls) is { } decay)
                decays.Add(decay);
        }

        return isReference ? ([.. decays], [], calls) : ([], [.. decays], calls);
    }

    private static TrainingException Failure(int step, double loss, IReadOnlyList<NoisyItem> items)
    {
        const int MostNamed = 16;
        var what = double.IsFinite(loss) ? "the gradient is not finite" : $"the loss is {loss}";
        var sounds = string.Join(", ", items.Take(MostNamed).Select(item => $"{item.Sound} at noise level {item.NoiseLevel:0.0000}"));
        var more = items.Count > MostNamed ? $" and {items.Count - MostNamed} more" : "";
        return NotFinite.At(step, $"{what}; the sounds of the step are {sounds}{more}");
    }
}
