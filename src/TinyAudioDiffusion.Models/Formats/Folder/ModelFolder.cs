using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>Our own layout: model.json says what the model is, a safetensors file beside it holds the weights.</summary>
public static class ModelFolder
{
    /// <summary>The name of the description.</summary>
    public const string DescriptionName = "model.json";

    /// <summary>The usual name of the weights; when reading, a single safetensors file of any name will do.</summary>
    public const string WeightsName = SafetensorsFiles.UsualName;

    /// <summary>Writes a model. Each of the two files appears whole or not at all, the description last.</summary>
    /// <param name="folder">The folder; it is created where it is missing.</param>
    /// <param name="description">What the model is.</param>
    /// <param name="weights">Its weights, under names that start with "net.".</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Save(string folder, ModelDescription description, SafetensorsWriter weights)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(weights);
        weights.Save(Path.Combine(folder, WeightsName));
        AtomicFile.Write(Path.Combine(folder, DescriptionName), stream => ModelDescriptionFile.Write(stream, description));
    }
}
