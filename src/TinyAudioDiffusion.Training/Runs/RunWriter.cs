using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Writes the files of a run.</summary>
internal sealed class RunWriter
{
    private readonly TrainingJob _job;
    private readonly TrainingConfiguration _configuration; // without places: all that is written may be shared
    private readonly NetworkWeights _network;
    private readonly ParameterState _state;
    private readonly DataSetIdentity _data;
    private readonly TimeProvider _time;

    public RunWriter(TrainingJob job, NetworkWeights network, ParameterState state, TimeProvider time)
    {
        (_job, _configuration, _network, _state, _time) = (job, LocalPlaces.Without(job.Configuration), network, state, time);
        _data = DataSetIdentity.Of(job.Data, job.ValidationData);
        Folder = new RunFolder(job.Folder);
        Samples = new SampleRenderer(_configuration.Samples, _configuration.Model, job.ValidationData ?? job.Data, Folder.SamplesPath);
    }

    public RunFolder Folder { get; }

    public SampleRenderer Samples { get; }

    /// <summary>
    /// Brings the files to where they were right after the start's training state. A new training saves its first state at once, so that it
    /// can be killed at any moment.
    /// </summary>
    public void Begin(TrainingCounters counters)
    {
        if (!_job.Start.IsResumed && Folder.HasState)
            throw new TrainingException($"There is a training in {_job.Folder} already: go on with it, or choose another folder.");
        Folder.DeleteUnfinished(_time);
        LocalPlaces.Save(_job.Configuration, Folder.PlacesPath);
        _configuration.Save(Folder.ConfigurationPath);
        MetricsFile.CutBehind(Folder.MetricsPath, counters.Step);
        if (!_job.Start.IsAtLastState)
            Save(Folder.LastStatePath, counters);
    }

    public void Log(TrainingProgress progress) => MetricsFile.Append(
        Folder.MetricsPath,
        new MetricsLine(
            progress.Step, progress.Seconds, progress.Loss, progress.SmoothedLoss, progress.Rate, progress.GradientNorm,
            progress.ValidationLoss));

    public void SaveBest(TrainingCounters counters)
    {
        RequireFinite(counters);
        Save(Folder.BestStatePath, counters);
    }

    /// <summary>Saves the latest training state, and the model with its averaged weights.</summary>
    public void SaveLast(TrainingCounters counters)
    {
        RequireFinite(counters);
        ExportModel(counters);
        Save(Folder.LastStatePath, counters);
    }

    // A training cannot go on from a state with a number that is not finite, so the one before stays.
    private void RequireFinite(TrainingCounters counters)
    {
        if (!_state.IsFinite(_network))
            throw NotFinite.At(counters.Step, "a weight, or a number of the optimiser, is not finite");
    }

    private void Save(string path, TrainingCounters counters)
        => TrainingState.Save(path, _configuration, counters, _data, _network, _state);

    private void ExportModel(TrainingCounters counters)
    {
        var writer = new SafetensorsWriter();
        writer.AddAll(_state.Averages, _configuration.Half ? ElementType.F16 : ElementType.F32);
        var (kind, from) = (_configuration.Distillation is null ? "training" : "distillation", _configuration.From);
        var description = _configuration.Model with
        {
            Provenance = new ModelProvenance(
                Source: $"{kind} of {counters.Step} steps{(from is null ? "" : $" from {from}")}",
                Weights: "ema",
                CreatedBy: $"TinyAudioDiffusion {typeof(RunWriter).Assembly.GetName().Version?.ToString(3)}"),
        };
        ModelFolder.Save(Folder.ModelPath, description, writer);
    }
}
