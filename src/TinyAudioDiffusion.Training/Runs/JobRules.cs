using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>What must fit together before a training starts.</summary>
internal static class JobRules
{
    public static void Check(TrainingJob job, DiffusionNetwork network)
    {
        job.Configuration.Validate();
        if (job.Start.IsResumed && !Directory.Exists(job.Folder))
            throw new TrainingException($"There is nothing to go on with in {job.Folder}: there is no such folder.");
        CheckData(job, job.Data, "data");
        if (job.ValidationData is { } validation)
            CheckData(job, validation, "validation data");
        var audio = job.Configuration.Model.Audio;
        if (audio.Length % network.LengthMultiple != 0)
            throw new TrainingException($"The model's length of {audio.Length} samples is not a multiple of {network.LengthMultiple}, which its network needs.");
    }

    private static void CheckData(TrainingJob job, ITrainingData data, string what)
    {
        var model = job.Configuration.Model;
        var audio = model.Audio;
        if (data.Count < 1)
            throw new TrainingException($"The {what} has no sounds.");
        if ((data.SampleRate, data.Channels, data.Samples) != (audio.SampleRate, audio.Channels, audio.Length))
            throw new TrainingException($"The {what} has {data.Channels} x {data.Samples} samples at {data.SampleRate} Hz; the model takes {audio.Channels} x {audio.Length} at {audio.SampleRate} Hz.");
        if (model.ClassLabels.Count > 0 && !model.ClassLabels.SequenceEqual(data.Labels, StringComparer.Ordinal))
            throw new TrainingException($"The {what} has the classes {List(data.Labels)}; the model has {List(model.ClassLabels)}.");
    }

    private static string List(IReadOnlyList<string> labels) => labels.Count == 0 ? "(none)" : string.Join(", ", labels);
}
