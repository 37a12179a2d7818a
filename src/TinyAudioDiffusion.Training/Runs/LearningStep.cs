using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Objective;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Recipes;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>One step of learning: the gradient of all its sounds, the optimiser, the average, the network's new weights. Numbers change here and nowhere else.</summary>
internal sealed class LearningStep
{
    private const double LossSmoothing = 0.02;

    private readonly TensorEngine _engine;
    private readonly DiffusionNetwork _network;
    private readonly TrainingRecipe _recipe;
    private readonly ParameterState _state;
    private readonly ReadOnlyMemory<float>[] _weights;
    private readonly ReadOnlyMemory<float>[] _averages;
    private readonly StepGradient _gradient;

    /// <summary>Prepares the steps of a training.</summary>
    /// <param name="engine">The engine that computes.</param>
    /// <param name="network">The network, loaded with the weights of the state.</param>
    /// <param name="recipe">What is trained, and how.</param>
    /// <param name="state">The numbers that change.</param>
    /// <param name="data">The sounds.</param>
    public LearningStep(TensorEngine engine, DiffusionNetwork network, TrainingRecipe recipe, ParameterState state, ITrainingData data)
    {
        (_engine, _network, _recipe, _state) = (engine, network, recipe, state);
        _weights = [.. state.Weights.Select(values => values.AsMemory())];
        _averages = [.. state.Averages.Select(values => values.AsMemory())];
        _gradient = new StepGradient(recipe, data, network, new GradientPass(engine, network, recipe.Objective, recipe.Recompute));
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
            throw NonFinite(before.Step + 1, loss, _gradient.Items);

        var rate = _recipe.Rate.At(before.Step + 1, completed);
        var averageCalls = before.AverageCalls;
        if (_recipe.Average.Kind == MovingAverageKind.Reference)
            averageCalls = Average(averageCalls, _recipe.Accumulation);
        var scale = _recipe.Optimizer.Clip is { } clip ? (float)Math.Min(1, clip / (norm + 1e-6)) : 1f;
        _state.Step(new AdamW(_recipe.Optimizer, rate, before.OptimizerStep + 1), _gradient.Of, scale);
        if (_recipe.Average.Kind == MovingAverageKind.EveryStep)
            averageCalls = Average(averageCalls, 1);
        _network.Update(_engine, _weights);
        var after = before with
        {
            Step = before.Step + 1,
            OptimizerStep = before.OptimizerStep + 1,
            AverageCalls = averageCalls,
            SmoothedLoss = before.SmoothedLoss is { } smoothed ? smoothed + ((loss - smoothed) * LossSmoothing) : loss,
        };
        return (after, loss, rate, norm);
    }

    /// <summary>Does something with the averaged weights. One network serves both sets: a second one would take as much memory again.</summary>
    public T WithAverages<T>(Func<T> work)
    {
        _network.Update(_engine, _averages);
        try
        {
            return work();
        }
        finally
        {
            _network.Update(_engine, _weights);
        }
    }

    private long Average(long calls, int count)
    {
        for (var i = 0; i < count; i++, calls++)
        {
            if (MovingAverage.Decay(_recipe.Average, calls) is { } decay)
                _state.Follow(decay);
        }

        return calls;
    }

    private static TrainingException NonFinite(int step, double loss, IReadOnlyList<NoisyItem> items)
    {
        const int MostNamed = 16;
        var what = double.IsFinite(loss) ? "the gradient is not finite" : $"the loss is {loss}";
        var sounds = string.Join(", ", items.Take(MostNamed).Select(item => $"{item.Sound} at noise level {item.NoiseLevel:0.0000}"));
        var more = items.Count > MostNamed ? $" and {items.Count - MostNamed} more" : "";
        return new TrainingException(
            $"Step {step}: {what}; the sounds of the step are {sounds}{more}. The training was stopped, and its last checkpoint is as it was: "
            + "start again with a lower rate.peak, a longer rate.warmUp or optimizer.clip.");
    }
}
