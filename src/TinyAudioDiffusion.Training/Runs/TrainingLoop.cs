using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Recipes;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// The loop of a training: gradient, step, average; now and then measure, make sounds, save. Numbers change at one place only, at the end of a step, so that whatever stops it
/// leaves whole steps behind.
/// </summary>
internal sealed class TrainingLoop : IDisposable
{
    private const double LossSmoothing = 0.02;

    private readonly TensorEngine _engine;
    private readonly TrainingJob _job;
    private readonly TrainingRecipe _recipe;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly DiffusionNetwork _network;
    private readonly NetworkDiffusionModel _model;
    private readonly NetworkDiffusionModel _unscaledModel;
    private readonly ParameterState _state;
    private readonly ReadOnlyMemory<float>[] _weights;
    private readonly ReadOnlyMemory<float>[] _averages;
    private readonly StepGradient _gradient;
    private readonly ValidationPass? _validation;
    private readonly RunWriter _writer;
    private readonly TrainingClock _clock;
    private TrainingCounters _counters;

    public TrainingLoop(TensorEngine engine, Registry<ITransformFactory> transforms, TimeProvider time, TrainingJob job, IProgress<TrainingProgress>? progress)
    {
        (_engine, _job, _recipe, _progress) = (engine, job, job.Recipe, progress);
        _network = new DiffusionNetwork(_recipe.Model, transforms);
        try
        {
            JobRules.Check(job, _network);
            _state = new ParameterState([.. _network.Parameters.Select(parameter => parameter.Shape.ElementCount)], _recipe.Threads);
            _counters = job.Start.Restore(job, _network, transforms, _state);
            _network.Load(engine, new ParameterWeights(_network.Parameters, _state.Weights));
        }
        catch
        {
            _network.Dispose();
            throw;
        }

        _weights = [.. _state.Weights.Select(values => values.AsMemory())];
        _averages = [.. _state.Averages.Select(values => values.AsMemory())];
        _model = new NetworkDiffusionModel(InfoOf(_recipe, _network), _network, engine, _recipe.Model.DataScale);
        _unscaledModel = new NetworkDiffusionModel(InfoOf(_recipe, _network), _network, engine);
        _gradient = new StepGradient(_recipe, job.Data, _network, new GradientPass(engine, _network, _recipe.Objective, _recipe.Recompute));
        _validation = job.ValidationData is { } data && _recipe.Validation.Interval > 0
            ? new ValidationPass(data, _recipe.Validation.Clips, _recipe.Batch, _recipe.Model)
            : null;
        _writer = new RunWriter(job, _network.Parameters, _state);
        _clock = new TrainingClock(_recipe, time, _counters);
    }

    public TrainingResult Run(CancellationToken cancellationToken)
    {
        _writer.Begin(_counters);
        Tell(observer => observer.OnStarted(_recipe, _writer.Folder, _counters.Step));
        var outcome = TrainingOutcome.Finished;
        try
        {
            while (!_clock.IsDone(_counters.Step))
                Step(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            outcome = TrainingOutcome.Stopped;
        }

        _writer.SaveLast(_counters with { Seconds = _clock.Seconds });
        var result = new TrainingResult(outcome, _counters.Step, _counters.SmoothedLoss, _counters.BestValidationLoss, _writer.Folder);
        Tell(observer => observer.OnFinished(result));
        return result;
    }

    public void Dispose() => _network.Dispose();

    private void Step(CancellationToken cancellationToken)
    {
        var before = _counters;
        var loss = _gradient.Compute(before.Step, cancellationToken);
        var norm = double.IsFinite(loss) ? _state.Norm(_gradient.Of) : double.NaN;
        if (!double.IsFinite(norm))
            throw NonFinite(before.Step + 1, loss, _gradient.Items, _writer.Folder);

        var rate = _recipe.Rate.At(before.Step + 1, _clock.Completed(before.Step));
        var averageCalls = before.AverageCalls;
        if (_recipe.Average.Kind == MovingAverageKind.Reference)
            averageCalls = Average(averageCalls, _recipe.Accumulation);
        var scale = _recipe.Optimizer.Clip is { } clip ? (float)Math.Min(1, clip / (norm + 1e-6)) : 1f;
        _state.Step(new AdamW(_recipe.Optimizer, rate, before.OptimizerStep + 1), _gradient.Of, scale);
        if (_recipe.Average.Kind == MovingAverageKind.EveryStep)
            averageCalls = Average(averageCalls, 1);
        _network.Update(_engine, _weights);
        _counters = before with
        {
            Step = before.Step + 1,
            OptimizerStep = before.OptimizerStep + 1,
            AverageCalls = averageCalls,
            SmoothedLoss = before.SmoothedLoss is { } smoothed ? smoothed + ((loss - smoothed) * LossSmoothing) : loss,
        };
        Follow(loss, rate, norm);
    }

    // What comes after a step is finished even if the training is asked to stop meanwhile: the step's line of metrics is whole.
    private void Follow(double loss, double rate, double norm)
    {
        var step = _counters.Step;
        var isLast = _clock.IsDone(step);
        var validationLoss = _validation is not null && IsDue(_recipe.Validation.Interval, step, isLast) ? Measure(_validation) : default(double?);
        var (pace, left) = _clock.Pace(step);
        var progress = new TrainingProgress
        {
            Step = step,
            Steps = _recipe.Steps,
            Completed = _clock.Completed(step),
            Loss = loss,
            SmoothedLoss = _counters.SmoothedLoss!.Value,
            Rate = rate,
            GradientNorm = norm,
            ValidationLoss = validationLoss,
            Seconds = _clock.Seconds,
            StepsPerSecond = pace,
            TimeLeft = left,
            MemoryBytes = Environment.WorkingSet,
        };
        if (IsDue(_recipe.LogInterval, step, isLast) || validationLoss is not null)
            _writer.Log(progress);
        Tell(observer => observer.OnStep(progress));
        _progress?.Report(progress);

        if (IsDue(_recipe.Samples.Interval, step, isLast))
        {
            var files = WithAverages(() => _writer.Samples.Render(_model, step, CancellationToken.None));
            Tell(observer => observer.OnSamples(step, files));
        }

        if (step % _recipe.CheckpointInterval == 0 && !isLast)
            _writer.SaveLast(_counters with { Seconds = _clock.Seconds });
    }

    private double Measure(ValidationPass validation)
    {
        var loss = WithAverages(() => validation.Run(_unscaledModel, CancellationToken.None));
        var isBest = !(_counters.BestValidationLoss <= loss);
        if (isBest)
        {
            // Before the latest checkpoint, which knows of it: whatever happens between the two is done again.
            _counters = _counters with { BestValidationLoss = loss };
            _writer.SaveBest(_counters with { Seconds = _clock.Seconds });
        }

        Tell(observer => observer.OnValidation(_counters.Step, loss, isBest));
        return loss;
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

    // One network serves both sets of weights: a second one would take as much memory again.
    private T WithAverages<T>(Func<T> work)
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

    private void Tell(Action<ITrainingObserver> call)
    {
        foreach (var observer in _job.Observers)
            call(observer);
    }

    private static bool IsDue(int interval, int step, bool isLast) => interval > 0 && (step % interval == 0 || isLast);

    private static DiffusionModelInfo InfoOf(TrainingRecipe recipe, DiffusionNetwork network) => new()
    {
        Name = "the model in training",
        SampleRate = recipe.Model.Audio.SampleRate,
        Channels = recipe.Model.Audio.Channels,
        NativeLength = recipe.Model.Audio.Length,
        LengthMultiple = network.LengthMultiple,
        Classes = recipe.Model.ClassLabels,
    };

    private static TrainingException NonFinite(int step, double loss, IReadOnlyList<Objective.NoisyItem> items, RunFolder folder)
    {
        var what = double.IsFinite(loss) ? "the gradient is not finite" : $"the loss is {loss}";
        var sounds = string.Join(", ", items.Take(16).Select(item => $"{item.Sound} at noise level {item.NoiseLevel:0.0000}"));
        var more = items.Count > 16 ? $" and {items.Count - 16} more" : "";
        return new TrainingException(
            $"Step {step}: {what}; the sounds of the step are {sounds}{more}. The training was stopped, and {folder.LastCheckpointPath} is as it was: "
            + "start again with a lower rate.peak, a longer rate.warmUp or optimizer.clip.");
    }
}
