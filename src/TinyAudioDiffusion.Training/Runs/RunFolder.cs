using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>The places of the files of one training.</summary>
/// <param name="path">The folder; it need not exist yet.</param>
public sealed class RunFolder(string path)
{
    private static readonly TimeSpan _reportTakes = TimeSpan.FromMinutes(1);

    /// <summary>Gets the folder.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>Gets the path of the training configuration, as JSON.</summary>
    public string ConfigurationPath => Path.Combine(FullPath, "recipe.json");

    /// <summary>Gets the path of the metrics: one JSON object a line for each logged step.</summary>
    public string MetricsPath => Path.Combine(FullPath, "metrics.jsonl");

    /// <summary>Gets the folder of the sounds made on the way: step-500-1.wav.</summary>
    public string SamplesPath => Path.Combine(FullPath, "samples");

    /// <summary>Gets the folder of the training states.</summary>
    public string StatesPath => Path.Combine(FullPath, "checkpoints");

    /// <summary>Gets the path of the latest training state.</summary>
    public string LastStatePath => Path.Combine(StatesPath, "last.safetensors");

    /// <summary>Gets the path of the training state with the lowest validation loss.</summary>
    public string BestStatePath => Path.Combine(StatesPath, "best.safetensors");

    /// <summary>Gets the folder of the finished model, with the averaged weights of the latest training state.</summary>
    public string ModelPath => Path.Combine(FullPath, "model");

    /// <summary>Gets a value indicating whether there is a training that can go on.</summary>
    public bool HasState => File.Exists(LastStatePath);

    /// <summary>Gets the path of the file that says where the sounds are on this machine.</summary>
    internal string PlacesPath => Path.Combine(FullPath, ".places.json");

    /// <summary>Gets the path of the file that the training which writes here holds open.</summary>
    internal string LockPath => Path.Combine(FullPath, ".lock");

    /// <summary>Gets the path of the file that names this training; it is there while the training writes here.</summary>
    internal string OwnerPath => Path.Combine(FullPath, ".owner");

    /// <summary>Reads the configuration of the training, with the places of its sounds where this machine ran it.</summary>
    /// <returns>The configuration.</returns>
    /// <exception cref="TrainingException">There is no training in this folder.</exception>
    /// <exception cref="TrainingConfigurationException">The configuration is damaged.</exception>
    public TrainingConfiguration LoadConfiguration()
        => File.Exists(ConfigurationPath)
            ? LocalPlaces.With(TrainingConfiguration.Load(ConfigurationPath), PlacesPath)
            : throw new TrainingException($"There is no training in {path}: {ConfigurationPath} is missing.");

    /// <summary>
    /// Deletes what trainings that were killed while writing have left. The caller holds the lock of the folder, so no living training has
    /// such files.
    /// </summary>
    internal void DeleteUnfinished(TimeProvider time)
    {
        foreach (var folder in (ReadOnlySpan<string>)[FullPath, StatesPath, ModelPath, SamplesPath])
        {
            if (!Directory.Exists(folder))
                continue;
            var hiddenToo = new EnumerationOptions { AttributesToSkip = FileAttributes.None };
            foreach (var file in Directory.EnumerateFiles(folder, ".*.tmp", hiddenToo))
            {
                if (!MayBeOfAReport(file, time))
                    File.Delete(file);
            }
        }
    }

    // A report can be written without the lock, by a program that lives.
    private static bool MayBeOfAReport(string file, TimeProvider time)
        => Path.GetExtension(Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(file))) == ".html"
            && time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) < _reportTakes;
}
