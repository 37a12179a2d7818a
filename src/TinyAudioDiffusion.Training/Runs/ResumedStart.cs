using System.Text.Json;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Training.Recipes;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>The latest checkpoint in the training's own folder.</summary>
internal sealed class ResumedStart : TrainingStart
{
    internal override bool IsResumed => true;

    internal override TrainingCounters Restore(TrainingJob job, NetworkWeights network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        var path = new RunFolder(job.Folder).LastCheckpointPath;
        if (!File.Exists(path))
            throw new TrainingException($"There is nothing to go on with in {job.Folder}: {path} is missing. Start the training again.");
        using var checkpoint = TrainingCheckpoint.Open(path);
        if (Essence(checkpoint.Recipe) != Essence(job.Recipe))
            throw new TrainingException($"The recipe is not the one that {path} was trained with; only its limit, its intervals and its threads may change. Start a new training from the model instead.");
        var data = DataSummary.Of(job.Data);
        if (!checkpoint.Data.IsSame(data))
            throw new TrainingException($"The sounds are not those that {path} was trained with: then {checkpoint.Data}, now {data}.");
        checkpoint.Read(network, state);
        return checkpoint.Counters;
    }

    // What decides the steps that are still to come, apart from how many there are.
    private static string Essence(TrainingRecipe recipe) => JsonSerializer.Serialize(
        recipe with
        {
            Steps = null,
            Seconds = null,
            Data = recipe.Data is null ? null : recipe.Data with { Source = "", Csv = null },
            From = null,
            Recompute = false,
            Validation = new(),
            Samples = new(),
            LogInterval = 1,
            CheckpointInterval = 1,
            Threads = 0,
            Half = false,
        },
        TrainingJson.Readable.TrainingRecipe);
}
