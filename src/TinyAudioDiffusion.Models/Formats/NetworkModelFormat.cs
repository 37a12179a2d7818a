using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats;

/// <summary>A format whose files hold a network of this library.</summary>
/// <param name="loader">Builds the network.</param>
public abstract class NetworkModelFormat(ModelLoader loader) : IModelFormat
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract FormatFit Probe(ModelFiles files);

    /// <summary>Reads the description and opens the weights; their values stay in the file.</summary>
    /// <param name="files">Files that fit this format.</param>
    /// <param name="options">How to read them.</param>
    /// <returns>The opened model, for the caller to dispose.</returns>
    /// <exception cref="ModelFormatException">A file is missing, or not what it should be.</exception>
    public abstract OpenedModel Open(ModelFiles files, ModelLoadOptions options);

    /// <inheritdoc/>
    /// <remarks>Where the files have no revision, the first digits of the SHA-256 of the weights are the model's revision.</remarks>
    public LoadedModel Load(ModelFiles files, ModelLoadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        using var opened = Open(files, options);
        if (files.Revision is not null)
            return loader.Load(opened, files.Location, cancellationToken);
        var hashed = new HashedWeights(opened.Weights);
        return loader.Load(opened with { Weights = hashed }, files.Location, cancellationToken) with { Revision = hashed.Hash };
    }

    /// <inheritdoc/>
    public bool TryExtract(ModelFiles files, ModelLoadOptions options, string folder, string? licence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        cancellationToken.ThrowIfCancellationRequested();
        using var opened = Open(files, options);
        var found = opened.Description.Provenance ?? new ModelProvenance();
        var description = opened.Description with
        {
            Licence = opened.Description.Licence ?? licence,
            Provenance = found with
            {
                Source = found.Source is null ? files.Location : $"{files.Location}/{found.Source}",
                Revision = found.Revision ?? files.Revision,
                CreatedBy = $"TinyAudioDiffusion {typeof(NetworkModelFormat).Assembly.GetName().Version?.ToString(3)}",
            },
        };
        var writer = new SafetensorsWriter();
        writer.AddAll(opened.Weights);
        ModelFolder.Save(folder, description, writer);
        return true;
    }
}
