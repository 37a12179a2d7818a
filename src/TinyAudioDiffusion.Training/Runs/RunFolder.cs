using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Where the files of one training lie.</summary>
/// <param name="path">The folder; it need not exist yet.</param>
public sealed class RunFolder(string path)
{
    /// <summary>Gets the folder.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>Gets the configuration, as JSON.</summary>
    public string ConfigurationPath => Path.Combine(FullPath, "recipe.json");

    /// <summary>Gets the metrics: one JSON object a line for each step that was logged.</summary>
    public string MetricsPath => Path.Combine(FullPath, "metrics.jsonl");

    /// <summary>Gets the folder of the sounds made on the way: step-500-1.wav.</summary>
    public string SamplesPath => Path.Combine(FullPath, "samples");

    /// <summary>Gets the folder of what a training needs to go on.</summary>
    public string StatesPath => Path.Combine(FullPath, "checkpoints");

    /// <summary>Gets the latest training state.</summary>
    public string LastStatePath => Path.Combine(StatesPath, "last.safetensors");

    /// <summary>Gets the training state of the lowest validation loss.</summary>
    public string BestStatePath => Path.Combine(StatesPath, "best.safetensors");

    /// <summary>Gets the folder of the finished model, with the averaged weights of the latest training state.</summary>
    public string ModelPath => Path.Combine(FullPath, "model");

    /// <summary>Gets a value indicating whether there is a training that can go on.</summary>
    public bool HasState => File.Exists(LastStatePath);

    /// <summary>Reads the configuration of the training.</summary>
    /// <returns>The configuration.</returns>
    /// <exception cref="TrainingException">There is no training in this folder.</exception>
    /// <exception cref="TrainingConfigurationException">The configuration is damaged.</exception>
    public TrainingConfiguration LoadConfiguration()
        => File.Exists(ConfigurationPath)
            ? TrainingConfiguration.Load(ConfigurationPath)
            : throw new TrainingException($"There is no training in {path}: {ConfigurationPath} is missing.");

    // What a process that was killed while writing has left.
    internal void DeleteUnfinished()
    {
        foreach (var folder in (ReadOnlySpan<string>)[FullPath, StatesPath, ModelPath, SamplesPath])
        {
            if (!Directory.Exists(folder))
                continue;
            foreach (var file in Directory.EnumerateFiles(folder, ".*.tmp", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
                File.Delete(file);
        }
    }
}
