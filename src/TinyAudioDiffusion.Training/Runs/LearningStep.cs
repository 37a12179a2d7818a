using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// One step of learning: the gradient of all its sounds, the optimiser, the average, the network's new weights. The numbers of a training
/// change here and nowhere else.
/// </summary>
internal sealed class LearningStep
{
    private const double LossSmoothing = 0.02;

    private readonly TrainingConfiguration _configuration;
    private readonly NetworkWeights _weights;
    private readonly ParameterState _state;
    private readonly IStepGradient _gradient;

    /// <summary>Prepares the steps of a training.</summary>
    /// <param name="configuration">The configuration of the training.</param>
    /// <param name="weights">The network's weights.</param>
    /// <param name="state">The averages of the weights and the moments of the optimiser.</param>
    /// <param name="gradient">Computes the gradients.</param>
    public LearningStep(TrainingConfiguration configuration, NetworkWeights weights, ParameterState state, IStepGradient gradient)
        => (_configuration, _weights, _state, _gradient) = (configuration, weights, state, gradient);

    /// <summary>Takes a step.</summary>
    /// <param name="before">The counters before the step.</param>
    /// <param name="completed">The share of the training that is done, from 0 to 1; the learning rate may depend on it.</param>
    /// <param name="cancellationToken">Stops the work between two passes, before anything has changed.</param>
    /// <returns>The counters after the step, its loss, its learning rate, and the norm of its gradients.</returns>
    /// <exception cref="TrainingException">The loss or the gradient is not finite; nothing has changed.</exception>
    public (TrainingCounters Counters, double Loss, double Rate, double GradientNorm) Run(
        TrainingCounters before, double completed, CancellationToken cancellationToken)
    {
        var loss = _gradient.Compute(before.Step, cancellationToken);
        var norm = double.IsFinite(loss) ? _state.Norm(_gradient.Gradients) : double.NaN;
        if (!double.IsFinite(norm))
            throw Failure(before.Step + 1, loss, _gradient.Description);

        var rate = _configuration.Rate.At(before.Step + 1, completed);
        var scale = _configuration.Optimizer.Clip is { } clip ? (float)Math.Min(1, clip / (norm + 1e-6)) : 1f;
        var (sharesBefore, sharesAfter, averageCalls) = Shares(before.AverageCalls);
        var step = AdamW.Step(_configuration.Optimizer, rate, before.OptimizerStep + 1, scale);
        _state.Step(_weights, _gradient.Gradients, step with { AveragesBefore = sharesBefore, AveragesAfter = sharesAfter });
        var after = before with
        {
            Step = before.Step + 1,
            OptimizerStep = before.OptimizerStep + 1,
            AverageCalls = averageCalls,
            SmoothedLoss = before.SmoothedLoss is { } smoothed ? smoothed + ((loss - smoothed) * LossSmoothing) : loss,
        };
        return (after, loss, rate, norm);
    }

    /// <summary>
    /// Runs work while the network has the averaged weights. Weights and averages change places meanwhile, so that a second network or a
    /// second copy is not needed.
    /// </summary>
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
    private (float[] Before, float[] After, long Calls) Shares(long calls)
    {
        var isReference = _configuration.Average.Kind == MovingAverageKind.Reference;
        var end = calls + (isReference ? _configuration.Accumulation : 1);
        var shares = new List<float>();
        for (; calls < end; calls++)
        {
            if (MovingAverage.Decay(_configuration.Average, calls) is { } decay)
                shares.Add((float)(1 - decay));
        }

        return isReference ? ([.. shares], [], calls) : ([], [.. shares], calls);
    }

    private static TrainingException Failure(int step, double loss, string description)
        => NotFinite.At(step, $"{(double.IsFinite(loss) ? "the gradient is not finite" : $"the loss is {loss}")}; {description}");
}
