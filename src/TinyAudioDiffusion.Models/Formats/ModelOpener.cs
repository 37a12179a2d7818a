using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats;

/// <summary>Opens models without loading their weights, to inspect, convert or train them.</summary>
/// <param name="finder">Gets the files and finds the format that reads them.</param>
public sealed class ModelOpener(ModelFinder finder)
{
    /// <summary>Gets the files of a model and opens it.</summary>
    /// <param name="location">A path, a repository name with a revision, a resource name.</param>
    /// <param name="options">How to read the files.</param>
    /// <param name="progress">Receives reports of a fetch that takes time; null for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The opened model, for the caller to dispose.</returns>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelFormatException">No format reads the files, a file is not what it should be, or the model is no network of
    /// this library.</exception>
    public async Task<OpenedModel> OpenAsync(
        string location, ModelLoadOptions options, IProgress<ModelFetchProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Open(await finder.FetchAsync(location, options, progress, cancellationToken).ConfigureAwait(false), options);

    /// <summary>Opens a model whose files are there.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">How to read them.</param>
    /// <returns>The opened model, for the caller to dispose.</returns>
    /// <exception cref="ModelFormatException">No format reads the files, a file is not what it should be, or the model is no network of
    /// this library.</exception>
    public OpenedModel Open(ModelFiles files, ModelLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(files);
        var format = finder.FormatOf(files);
        return format is NetworkModelFormat network
            ? network.Open(files, options)
            : throw new ModelFormatException(
                files.Location, null,
                $"is of the format \"{format.Name}\", which makes sound but holds no network of this library that could be opened.");
    }
}
