using System.Text.Json;
using System.Text.Json.Serialization;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Objective;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>
/// All settings of a training: what it learns, and how it is watched. The same configuration on the same data gives the same weights, bit
/// for bit, on the same machine type, unless it is limited by time.
/// </summary>
public sealed record TrainingConfiguration
{
    /// <summary>Gets the model that is trained; its class labels decide whether it learns classes.</summary>
    public required ModelDescription Model { get; init; }

    /// <summary>
    /// Gets the source of the sounds, so that a resumed training finds them; null where the program gives the sounds itself.
    /// </summary>
    public DataOptions? Data { get; init; }

    /// <summary>Gets the model whose weights the training started from; null for random ones.</summary>
    public string? From { get; init; }

    /// <summary>Gets the seed of everything random: first weights, order of the sounds, noise and noise levels.</summary>
    /// <value>0.</value>
    public ulong Seed { get; init; }

    /// <summary>Gets the number of sounds that pass through the network at once, 1 to 1024.</summary>
    /// <value>1.</value>
    public int Batch { get; init; } = 1;

    /// <summary>
    /// Gets the number of passes in a step, 1 to 4096. The gradient is that of all their sounds; the memory is that of one pass.
    /// </summary>
    /// <value>1.</value>
    public int Accumulation { get; init; } = 1;

    /// <summary>Gets the number of steps; null where time limits the training.</summary>
    public int? Steps { get; init; }

    /// <summary>Gets the duration of the training in seconds, without pauses; null where steps limit it.</summary>
    public double? Seconds { get; init; }

    /// <summary>Gets the learning rate.</summary>
    public RateOptions Rate { get; init; } = new();

    /// <summary>Gets the optimiser's settings.</summary>
    public AdamWOptions Optimizer { get; init; } = new();

    /// <summary>Gets the settings of the moving average of the weights. The averaged weights are the finished model.</summary>
    public MovingAverageOptions Average { get; init; } = new();

    /// <summary>Gets the loss that the training minimises.</summary>
    public ObjectiveOptions Objective { get; init; } = new();

    /// <summary>Gets the settings of a distillation; null for a training on sounds.</summary>
    public DistillationOptions? Distillation { get; init; }

    /// <summary>Gets whether the backward pass recomputes activations instead of keeping them: less memory, more time.</summary>
    /// <value>False.</value>
    [JsonPropertyName("recompute")]
    public bool GradientCheckpointing { get; init; }

    /// <summary>Gets the settings of the validation.</summary>
    public ValidationOptions Validation { get; init; } = new();

    /// <summary>Gets the settings of the sounds that the training makes on its way.</summary>
    public SampleOptions Samples { get; init; } = new();

    /// <summary>Gets the number of steps between two lines of metrics, at least 1.</summary>
    /// <value>10.</value>
    public int LogInterval { get; init; } = 10;

    /// <summary>
    /// Gets the number of steps between two saved training states, at least 1. A training that is killed goes on from the latest one.
    /// </summary>
    /// <value>500.</value>
    [JsonPropertyName("checkpointInterval")]
    public int SaveInterval { get; init; } = 500;

    /// <summary>
    /// Gets the number of threads that the engine was asked for; 0 for one a processor. The engine decides alone, and only the speed
    /// depends on it.
    /// </summary>
    /// <value>0.</value>
    public int Threads { get; init; }

    /// <summary>Gets whether the finished model is stored in 16-bit floats.</summary>
    /// <value>False.</value>
    public bool Half { get; init; }

    /// <summary>Reads a configuration from a JSON file.</summary>
    /// <param name="path">The file. What it leaves out has its default.</param>
    /// <param name="model">The model where the file describes none; null where it must.</param>
    /// <returns>The configuration, checked, apart from its limit, which may be left out.</returns>
    /// <exception cref="TrainingConfigurationException">The file is no training configuration, has an unknown field, or asks for something
    /// impossible. The message names the field.</exception>
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
    /// <exception cref="TrainingConfigurationException">A setting is out of its range; the message names the field.</exception>
    public void Validate()
    {
        if (Steps is null && Seconds is null)
            throw new TrainingConfigurationException("steps", "is missing: say how many steps or seconds the training takes.");
        TrainingConfigurationRules.Check(this, file: null);
    }
}
