using TinyAudioDiffusion.Models.Formats.Configuration;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats;

/// <summary>
/// Reads our own layout: model.json describes the model, a safetensors file beside it holds the weights; see <see cref="ModelFolder"/>.
/// </summary>
/// <param name="loader">Builds the network.</param>
public sealed class FolderFormat(ModelLoader loader) : NetworkModelFormat(loader)
{
    /// <inheritdoc/>
    public override string Name => "model-folder";

    /// <inheritdoc/>
    public override FormatFit Probe(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Find(ModelFolder.DescriptionName) is not { } description)
            return FormatFit.None;
        if (files.Named is { } named && named != description && !SafetensorsFiles.IsNamedSo(named))
            return FormatFit.None;
        return JsonTree.HasKeys(description, "formatVersion", "network") ? FormatFit.Content : FormatFit.Names;
    }

    /// <inheritdoc/>
    public override OpenedModel Open(ModelFiles files, ModelLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        var descriptionFile = files.Find(ModelFolder.DescriptionName)
            ?? throw new ModelFormatException(files.Location, ModelFolder.DescriptionName, "is missing.");
        var warnings = new List<string>();
        var description = ModelDescriptionFile.Read(descriptionFile, warnings);
        if (options.Weights == WeightSet.Ema && description.Provenance?.Weights is "online")
            warnings.Add($"{files.Location}: holds the online weights only; they are used.");
        return new OpenedModel(description, SafetensorsFiles.Open(files, options.Weights), warnings);
    }
}
