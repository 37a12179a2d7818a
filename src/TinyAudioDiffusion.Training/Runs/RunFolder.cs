using TinyAudioDiffusion.Training.Recipes;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Where the files of one training lie.</summary>
/// <param name="path">The folder; it need not exist yet.</param>
public sealed class RunFolder(string path)
{
    /// <summary>Gets the folder.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>Gets the recipe, as JSON.</summary>
    public string RecipePath => Path.Combine(FullPath, "recipe.json");

    /// <summary>Gets the metrics: one JSON object a line for each step that was logged.</summary>
    public string MetricsPath => Path.Combine(FullPath, "metrics.jsonl");

    /// <summary>Gets the folder of the sounds made on the way: step-500-1.wav.</summary>
    public string SamplesPath => Path.Combine(FullPath, "samples");

    /// <summary>Gets the folder of what a training needs to go on.</summary>
    public string CheckpointsPath => Path.Combine(FullPath, "checkpoints");

    /// <summary>Gets the latest checkpoint.</summary>
    public string LastCheckpointPath => Path.Combine(CheckpointsPath, "last.safetensors");

    /// <summary>Gets the checkpoint of the lowest validation loss.</summary>
    public string BestCheckpointPath => Path.Combine(CheckpointsPath, "best.safetensors");

    /// <summary>Gets the folder of the finished model, with the averaged weights of the latest checkpoint.</summary>
    public string ModelPath => Path.Combine(FullPath, "model");

    /// <summary>Gets a value indicating whether there is a training that can go on.</summary>
    public bool HasCheckpoint => File.Exists(LastCheckpointPath);

    /// <summary>Reads the recipe of the training.</summary>
    /// <returns>The recipe.</returns>
    /// <exception cref="TrainingException">There is no training in this folder.</exception>
    /// <exception cref="TrainingRecipeException">The recipe is damaged.</exception>
    public TrainingRecipe LoadRecipe()
        => File.Exists(RecipePath)
            ? TrainingRecipe.Load(RecipePath)
            : throw new TrainingException($"There is no training in {path}: {RecipePath} is missing.");

    // What a process that was killed while writing has left.
    internal void DeleteUnfinished()
    {
        foreach (var folder in (ReadOnlySpan<string>)[FullPath, CheckpointsPath, ModelPath, SamplesPath])
        {
            if (!Directory.Exists(folder))
                continue;
            foreach (var file in Directory.EnumerateFiles(folder, ".*.tmp", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
                File.Delete(file);
        }
    }
}
