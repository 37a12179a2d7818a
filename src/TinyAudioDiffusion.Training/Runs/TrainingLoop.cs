using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Runs the loop of a training: takes steps, and at intervals validates, makes sounds and saves. Whatever stops the loop, the files hold
/// whole steps.
/// </summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly TrainingJob _job;
    private readonly TrainingConfiguration _configuration;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly DiffusionNetwork _network;
    private readonly NetworkDiffusionModel _model;
    private readonly ParameterState _state;
    private readonly IStepGradient _gradient;
    private readonly LearningStep _step;
    private readonly IValidation? _validation;
    private readonly RunWriter _writer;
    private readonly TrainingClock _clock;
    private readonly RunLock _lock;
    private TrainingCounters _counters;

    public TrainingLoop(
        TensorEngine engine, Registry<ITransformFactory> transforms, TimeProvider time, TrainingJob job, ILearningGoal goal,
        IProgress<TrainingProgress>? progress)
    {
        (_job, _configuration, _progress) = (job, job.Configuration, progress);
        _network = new DiffusionNetwork(_configuration.Model, transforms);
        ParameterState? state = null;
        var weights = new NetworkWeights(_network, engine);
        RunLock? taken = null;
        try
        {
            JobRules.Check(job, _network);
            taken = _lock = RunLock.Take(new RunFolder(job.Folder), time);
            _state = state = new ParameterState(engine, _network.Parameters);
            _counters = job.Start.Restore(job, weights, transforms, state);
        }
        catch
        {
            taken?.Dispose();
            state?.Dispose();
            _network.Dispose();
            throw;
        }

        _model = new NetworkDiffusionModel(InfoOf(job, _network, engine), _network, engine);
        _gradient = goal.Gradient(engine, _network);
        _step = new LearningStep(_configuration, weights, state, _gradient);
        _validation = goal.Validation();
        _writer = new RunWriter(job, weights, state, time);
        _clock = new TrainingClock(_configuration, time, _counters);
    }

    public TrainingResult Run(CancellationToken cancellationToken)
    {
        _writer.Begin(_counters);
        Tell(observer => observer.OnStarted(_configuration, _writer.Folder, _counters.Step));
        var isFinished = true;
        try
        {
            while (!_clock.IsDone(_counters.Step))
                Step(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isFinished = false;
        }

        _writer.SaveLast(_counters with { Seconds = _clock.Seconds });
        var result = new TrainingResult(isFinished, _counters.Step, _counters.SmoothedLoss, _counters.BestValidationLoss, _writer.Folder);
        Tell(observer => observer.OnFinished(result));
        return result;
    }

    public void Dispose()
    {
        _gradient.Dispose();
        _state.Dispose();
        _network.Dispose();
        _lock.Dispose();
    }

    // The work after a step is finished even when a caller cancels meanwhile, so that the line of metrics is whole.
    private void Step(CancellationToken cancellationToken)
    {
        (_counters, var loss, var rate, var norm) = _step.Run(_counters, _clock.Completed(_counters.Step), cancellationToken);
        var step = _counters.Step;
        var isLast = _clock.IsDone(step);
        var validationLoss = _validation is not null && IsDue(_configuration.Validation.Interval, step, isLast)
            ? Measure(_validation)
            : default(double?);
        var (pace, left) = _clock.Pace(step);
        var progress = new TrainingProgress
        {
            Step = step,
            Steps = _configuration.Steps,
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
        if (IsDue(_configuration.LogInterval, step, isLast) || validationLoss is not null)
            _writer.Log(progress);
        Tell(observer => observer.OnStep(progress));
        _progress?.Report(progress);

        if (IsDue(_configuration.Samples.Interval, step, isLast))
        {
            var files = _step.WithAverages(
                () => _writer.Samples.Render(ScaledDataModel.Around(_model, _configuration.Model.DataScale), step, CancellationToken.None));
            Tell(observer => observer.OnSamples(step, files));
        }

        if (step % _configuration.SaveInterval == 0 && !isLast)
            _writer.SaveLast(_counters with { Seconds = _clock.Seconds });
    }

    private double Measure(IValidation validation)
    {
        var loss = _step.WithAverages(() => validation.Run(_model, CancellationToken.None));
        if (!double.IsFinite(loss))
            throw NotFinite.At(_counters.Step, $"the validation loss is {loss}");
        var isBest = !(_counters.BestValidationLoss <= loss);
        if (isBest)
        {
            // The best state is saved before the latest one, which holds its loss. If the process dies between the two, the training
            // repeats the steps.
            _counters = _counters with { BestValidationLoss = loss };
            _writer.SaveBest(_counters with { Seconds = _clock.Seconds });
        }

        Tell(observer => observer.OnValidation(_counters.Step, loss, isBest));
        return loss;
    }

    private void Tell(Action<ITrainingObserver> call)
    {
        foreach (var observer in _job.Observers)
            call(observer);
    }

    private static bool IsDue(int interval, int step, bool isLast) => interval > 0 && (step % interval == 0 || isLast);

    private static DiffusionModelInfo InfoOf(TrainingJob job, DiffusionNetwork network, TensorEngine engine) => new()
    {
        Name = "the model in training",
        SampleRate = job.Configuration.Model.Audio.SampleRate,
        Channels = job.Configuration.Model.Audio.Channels,
        NativeLength = job.Configuration.Model.Audio.Length,
        LengthMultiple = network.LengthMultiple,
        Classes = job.Configuration.Model.ClassLabels,
        Character = job.Configuration.Model.Character,
        Condition = network.ConditionOn(engine),
        Text = network.Text is { } text ? text with { Embedder = job.TextEmbedder } : null,
        Splits = job.Configuration.Model.Splits,
    };
}
