using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Checks that the parts of a job fit together before a training starts.</summary>
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
        if (network.Text is not null)
            CheckText(job);
        var audio = job.Configuration.Model.Audio;
        if (audio.Length % network.LengthMultiple != 0)
            throw new TrainingException(
                $"The model's length of {audio.Length} samples is not a multiple of {network.LengthMultiple}, which its network needs.");
    }

    private static void CheckText(TrainingJob job)
    {
        if (job.TextEmbedder is not { } embedder)
            throw new TrainingException(
                $"The model reads text, and nothing turns captions into its tokens: give {nameof(TrainingJob)}"
                + $".{nameof(TrainingJob.TextEmbedder)}.");
        if (job.Configuration.Model.TextEmbedder is { } wanted && wanted != embedder.Name)
            throw new TrainingException(
                $"The model reads text as the embedder \"{wanted}\" gives it; \"{embedder.Name}\" was given.");
        if (!Enumerable.Range(0, job.Data.Count).Any(index => job.Data.Caption(index, visit: 0) is not null))
            throw new TrainingException(
                "The model reads text, and no sound has a caption: write them (dark.txt beside dark.wav, or the column \"caption\" of a CSV "
                + "file), or have the sounds described.");
    }

    private static void CheckData(TrainingJob job, ITrainingData data, string what)
    {
        var model = job.Configuration.Model;
        var audio = model.Audio;
        if (data.Count < 1)
            throw new TrainingException($"The {what} has no sounds.");
        if ((data.SampleRate, data.Channels, data.Samples) != (audio.SampleRate, audio.Channels, audio.Length))
            throw new TrainingException(
                $"The {what} has {data.Channels} x {data.Samples} samples at {data.SampleRate} Hz; "
                + $"the model takes {audio.Channels} x {audio.Length} at {audio.SampleRate} Hz.");
        if (model.ClassLabels.Count > 0 && !model.ClassLabels.SequenceEqual(data.Labels, StringComparer.Ordinal))
            throw new TrainingException($"The {what} has the classes {List(data.Labels)}; the model has {List(model.ClassLabels)}.");
    }

    private static string List(IReadOnlyList<string> labels) => labels.Count == 0 ? "(none)" : string.Join(", ", labels);
}
