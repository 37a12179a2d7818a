using System.Text.Json;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>The latest training state in the training's own folder.</summary>
internal sealed class ResumedStart : TrainingStart
{
    internal override bool IsResumed => true;

    internal override TrainingCounters Restore(TrainingJob job, NetworkWeights network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        var path = new RunFolder(job.Folder).LastStatePath;
        if (!File.Exists(path))
            throw new TrainingException($"There is nothing to go on with in {job.Folder}: {path} is missing. Start the training again.");
        using var saved = TrainingState.Open(path);
        if (Essence(saved.Configuration) != Essence(job.Configuration))
            throw new TrainingException($"The configuration is not the one that {path} was trained with; only its limit, its intervals and its threads may change. Start a new training from the model instead.");
        var data = DataSummary.Of(job.Data);
        if (!saved.Data.IsSame(data))
            throw new TrainingException($"The sounds are not those that {path} was trained with: then {saved.Data}, now {data}.");
        saved.Read(network, state);
        return saved.Counters;
    }

    // What decides the steps that are still to come, apart from how many there are.
    private static string Essence(TrainingConfiguration configuration) => JsonSerializer.Serialize(
        configuration with
        {
            Steps = null,
            Seconds = null,
            Data = configuration.Data is null ? null : configuration.Data with { Source = "", Csv = null },
            From = null,
            GradientCheckpointing = false,
            Validation = new(),
            Samples = new(),
            LogInterval = 1,
            SaveInterval = 1,
            Threads = 0,
            Half = false,
        },
        TrainingJson.Readable.TrainingConfiguration);
}
