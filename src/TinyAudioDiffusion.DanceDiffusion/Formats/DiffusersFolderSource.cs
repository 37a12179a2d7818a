using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.DanceDiffusion.Formats;

/// <summary>
/// Gets diffusers folders from the disk: the files beside model_index.json and those one folder below it, whose names keep the folder. The
/// location is the folder or the index itself. The source opens no file.
/// </summary>
internal sealed class DiffusersFolderSource : IModelSource
{
    /// <inheritdoc/>
    /// <value>"diffusers-folder".</value>
    public string Name => "diffusers-folder";

    /// <inheritdoc/>
    public bool Knows(string location) => FolderOf(location) is not null;

    /// <inheritdoc/>
    public Task<ModelFiles> FetchAsync(
        string location, ModelLoadOptions options, IProgress<ModelFetchProgress>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var root = FolderOf(location) ?? throw new ModelNotFoundException($"There is no diffusers folder \"{location}\".");
        try
        {
            ModelFile[] files =
            [
                .. Directory.EnumerateFiles(root).Order(StringComparer.Ordinal).Select(ModelFile.OnDisk),
                .. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal).SelectMany(
                    folder => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(
                        path => ModelFile.OnDisk(path) with { Name = $"{Path.GetFileName(folder)}/{Path.GetFileName(path)}" })),
            ];
            return Task.FromResult(new ModelFiles(location, files));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelNotFoundException($"The folder of \"{location}\" cannot be read: {exception.Message}", exception);
        }
    }

    private static string? FolderOf(string location)
    {
        if (string.IsNullOrEmpty(location))
            return null;
        var isIndex = string.Equals(Path.GetFileName(location), DiffusersFormat.IndexName, StringComparison.OrdinalIgnoreCase);
        var folder = isIndex ? Path.GetDirectoryName(Path.GetFullPath(location))! : location;
        return File.Exists(Path.Combine(folder, DiffusersFormat.IndexName)) ? folder : null;
    }
}
