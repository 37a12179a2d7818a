using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Formats.Lightning;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>Our own layout: model.json says what the model is, a safetensors file beside it holds the weights.</summary>
public static class ModelFolder
{
    /// <summary>The name of the description.</summary>
    public const string DescriptionName = "model.json";

    /// <summary>The usual name of the weights; when reading, a single safetensors file of any name will do.</summary>
    public const string WeightsName = "model.safetensors";

    /// <summary>Tells from the names of the files whether they are of this layout; a location that names a checkpoint beside a description is not.</summary>
    /// <param name="files">The files.</param>
    /// <returns>Whether <see cref="Open"/> would try to read them.</returns>
    public static bool CanRead(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.Find(DescriptionName) is not null && !LightningModel.IsCheckpoint(files.Location);
    }

    /// <summary>Reads the description and opens the weights; their values stay in the file.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">How to read them; there is one set of weights, so that asking for another is only worth a warning.</param>
    /// <returns>The model, which holds the weights open.</returns>
    /// <exception cref="ModelFormatException">A file is missing, or not what it should be.</exception>
    public static OpenedModel Open(ModelFiles files, ModelLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        var descriptionFile = files.Find(DescriptionName)
            ?? throw new ModelFormatException(files.Location, DescriptionName, "is missing.");
        var warnings = new List<string>();
        var description = ModelDescriptionFile.Read(descriptionFile, warnings);
        if (options.Weights == WeightSet.Ema && description.Provenance?.Weights is "online")
            warnings.Add($"{files.Location}: holds the online weights only; they are used.");
        return new OpenedModel(description, SafetensorsFile.Open(FindWeights(files)), warnings);
    }

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

    internal static ModelFile FindWeights(ModelFiles files)
    {
        if (files.Find(WeightsName) is { } usual)
            return usual;

        return files.Files.Where(file => file.Name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)).ToList() switch
        {
            [var only] => only,
            [] => throw new ModelFormatException(files.Location, WeightsName, "is missing: put the weights beside the description."),
            _ => throw new ModelFormatException(files.Location, WeightsName, "is missing, and there are several other safetensors files: rename the right one."),
        };
    }
}
