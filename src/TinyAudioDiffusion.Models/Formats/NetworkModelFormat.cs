using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats;

/// <summary>A format whose files hold a network that the library knows.</summary>
/// <param name="loader">Builds the network.</param>
public abstract class NetworkModelFormat(ModelLoader loader) : IModelFormat
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract bool CanRead(ModelFiles files);

    /// <summary>Reads the description and opens the weights.</summary>
    /// <param name="files">Files that <see cref="CanRead"/> accepted.</param>
    /// <param name="options">How to read them.</param>
    /// <returns>The opened model, for the caller to dispose.</returns>
    /// <exception cref="ModelFormatException">A file is not what it should be.</exception>
    public abstract OpenedModel Open(ModelFiles files, ModelLoadOptions options);

    /// <inheritdoc/>
    public LoadedModel Load(ModelFiles files, ModelLoadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        using var opened = Open(files, options);
        return loader.Load(opened, files.Location, cancellationToken);
    }
}
