using System.Text.Json;
using System.Text.Json.Serialization;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Objective;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>
/// Everything that decides what a training learns, and how it is watched. The same configuration on the same data gives the same weights,
/// bit for bit, on the same machine type, unless it is limited by time.
/// </summary>
public sealed record TrainingConfiguration
{
    /// <summary>Gets the model that is trained; its class labels decide whether it learns classes.</summary>
    public required ModelDescription Model { get; init; }

    /// <summary>Gets where the sounds come from, for whoever goes on later; null where the program knows by itself.</summary>
    public DataOptions? Data { get; init; }

    /// <summary>Gets the model whose weights the training started from; null for random ones.</summary>
    public string? From { get; init; }

    /// <summary>Gets the seed of everything that is left to chance: first weights, order, noise and noise levels.</summary>
    /// <value>0.</value>
    public ulong Seed { get; init; }

    /// <summary>Gets how many sounds pass through the network at once, 1 to 1024.</summary>
    /// <value>1.</value>
    public int Batch { get; init; } = 1;

    /// <summary>Gets how many passes make a step, 1 to 4096: the gradient is that of all their sounds, the memory that of one.</summary>
    /// <value>1.</value>
    public int Accumulation { get; init; } = 1;

    /// <summary>Gets the number of steps; null where time limits the training.</summary>
    public int? Steps { get; init; }

    /// <summary>Gets how many seconds the training takes, pauses not counted; null where steps limit it.</summary>
    public double? Seconds { get; init; }

    /// <summary>Gets the learning rate.</summary>
    public RateOptions Rate { get; init; } = new();

    /// <summary>Gets the optimiser's settings.</summary>
    public AdamWOptions Optimizer { get; init; } = new();

    /// <summary>Gets the settings of the moving average of the weights, which is what a training gives in the end.</summary>
    public MovingAverageOptions Average { get; init; } = new();

    /// <summary>Gets what is minimised.</summary>
    public ObjectiveOptions Objective { get; init; } = new();

    /// <summary>Gets whether activations are computed again on the way back instead of being kept: less memory, more time.</summary>
    /// <value>False.</value>
    [JsonPropertyName("recompute")]
    public bool GradientCheckpointing { get; init; }

    /// <summary>Gets how the training is measured.</summary>
    public ValidationOptions Validation { get; init; } = new();

    /// <summary>Gets which sounds are made on the way.</summary>
    public SampleOptions Samples { get; init; } = new();

    /// <summary>Gets after how many steps each a line of metrics is written, at least 1.</summary>
    /// <value>10.</value>
    public int LogInterval { get; init; } = 10;

    /// <summary>
    /// Gets after how many steps each everything is saved, so that a training which is killed can go on from there; at least 1.
    /// </summary>
    /// <value>500.</value>
    [JsonPropertyName("checkpointInterval")]
    public int SaveInterval { get; init; } = 500;

    /// <summary>Gets how many threads compute; nothing but the speed depends on it. 0 for as many as there are processors.</summary>
    /// <value>0.</value>
    public int Threads { get; init; }

    /// <summary>Gets whether the finished model is stored in 16-bit floats.</summary>
    /// <value>False.</value>
    public bool Half { get; init; }

    /// <summary>Reads a configuration from a JSON file.</summary>
    /// <param name="path">The file. What it leaves out has its default.</param>
    /// <param name="model">The model where the file describes none; null where it must.</param>
    /// <returns>The configuration, checked, apart from its limit, which may be left out.</returns>
    /// <exception cref="TrainingConfigurationException">It is no such file, has a field that is not known, or asks for something
    /// impossible; the message names the field.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TrainingConfiguration Load(string path, ModelDescription? model = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TrainingConfigurationFile.Parse(File.ReadAllBytes(path), path, model);
    }

    /// <summary>Writes the configuration as JSON; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
        => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, TrainingJson.Readable.TrainingConfiguration));

    /// <summary>Checks that everything lies within its range.</summary>
    /// <exception cref="TrainingConfigurationException">Something does not; the message names the field.</exception>
    public void Validate()
    {
        if (Steps is null && Seconds is null)
            throw new TrainingConfigurationException("steps", "is missing: say how many steps or seconds the training takes.");
        TrainingConfigurationRules.Check(this, file: null);
    }
}
