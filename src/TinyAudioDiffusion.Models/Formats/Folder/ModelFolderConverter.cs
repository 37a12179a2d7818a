using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>Writes any model that holds a network as a folder of our own layout.</summary>
/// <param name="formats">The formats; those that hold no network are not asked.</param>
public sealed class ModelFolderConverter(Registry<IModelFormat> formats) : IModelConverter
{
    /// <inheritdoc/>
    public bool CanConvert(ModelFiles files) => FormatOf(files) is not null;

    /// <inheritdoc/>
    public void Convert(ModelFiles files, ModelLoadOptions options, string folder, string? licence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        cancellationToken.ThrowIfCancellationRequested();
        var format = FormatOf(files) ?? throw new ModelFormatException(files.Location, null, "holds no network that can be converted.");
        using var opened = format.Open(files, options);
        var found = opened.Description.Provenance ?? new ModelProvenance();
        var description = opened.Description with
        {
            Licence = opened.Description.Licence ?? licence,
            Provenance = found with
            {
                Source = found.Source is null ? files.Location : $"{files.Location}/{found.Source}",
                Revision = found.Revision ?? files.Revision,
                CreatedBy = $"TinyAudioDiffusion {typeof(ModelFolderConverter).Assembly.GetName().Version?.ToString(3)}",
            },
        };
        var writer = new SafetensorsWriter();
        writer.AddAll(opened.Weights);
        ModelFolder.Save(folder, description, writer);
    }

    private NetworkModelFormat? FormatOf(ModelFiles files)
        => formats.Items.FirstOrDefault(format => format.CanRead(files)) as NetworkModelFormat;
}
