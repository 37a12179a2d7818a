using System.Text.Json;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Starts from a training state in the training's own folder: the latest one, or the one with the lowest validation loss.
/// </summary>
internal sealed class ResumedStart(bool fromBest) : TrainingStart
{
    internal override bool IsResumed => true;

    internal override bool IsAtLastState => !fromBest;

    internal override TrainingCounters Restore(
        TrainingJob job, NetworkWeights network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        var folder = new RunFolder(job.Folder);
        var path = fromBest ? folder.BestStatePath : folder.LastStatePath;
        if (!File.Exists(path))
            throw new TrainingException($"There is nothing to go on with in {job.Folder}: {path} is missing. Start the training again.");
        try
        {
            using var saved = TrainingState.Open(path);
            RequireSame(saved, job, path);
            saved.Read(network, state);
            return saved.Counters;
        }
        catch (ModelFormatException exception)
        {
            throw new TrainingException($"{exception.Message} The training state is damaged. {Advice(job, folder)}", exception);
        }
    }

    private static void RequireSame(TrainingState saved, TrainingJob job, string path)
    {
        if (Essence(saved.Configuration) != Essence(job.Configuration))
        {
            throw new TrainingException(
                $"The training configuration is not the one that {path} was trained with; "
                + "only its limit, its intervals and its threads may change. "
                + "Start a new training from the model instead.");
        }

        if (saved.Data.DifferenceTo(DataSetIdentity.Of(job.Data, job.ValidationData)) is { } difference)
        {
            throw new TrainingException(
                $"The sounds are not those that {path} was trained with: {difference}. "
                + $"Put the sounds back, or start a new training from the model in {new RunFolder(job.Folder).ModelPath}.");
        }
    }

    private string Advice(TrainingJob job, RunFolder folder)
    {
        var verb = job.Configuration.Distillation is null ? "train" : "distill";
        if (!fromBest && StepOf(folder.BestStatePath) is { } step)
        {
            return $"{folder.BestStatePath} is whole; it is the state after step {step}, with the lowest validation loss. "
                + $"Go on from it with: tad {verb} --resume {job.Folder} --best";
        }

        return job.Configuration.Distillation is not null
            ? $"Delete {folder.StatesPath} and distil again: the teacher's paths stay."
            : $"Start a new training from the model in {folder.ModelPath}, with: tad train SOUNDS --out FOLDER --from {folder.ModelPath}";
    }

    private static int? StepOf(string path)
    {
        try
        {
            using var state = TrainingState.Open(path);
            return state.Counters.Step;
        }
        catch (Exception exception) when (exception is ModelFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The part of a configuration that decides the steps to come, apart from their number.
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
