namespace TinyAudioDiffusion.Zoo;

/// <summary>Gets models from the disk: a folder, or one file of it.</summary>
/// <remarks>
/// A folder gives all files directly in it. A weights file (.safetensors, .ckpt) gives itself first and then the descriptions beside it
/// (*.json, *.yaml, *.yml). A description gives itself first and then everything else in its folder. The source opens no file.
/// Holds no state; safe to use from several threads at once.
/// </remarks>
public sealed class FolderModelSource : IModelSource
{
    /// <inheritdoc/>
    /// <value>"folder".</value>
    public string Name => "folder";

    /// <inheritdoc/>
    public bool Knows(string location) => Directory.Exists(location) || File.Exists(location);

    /// <inheritdoc/>
    public string? DescribeFetch(string location)
        => Path.IsPathRooted(location) ? "it is a path, of which nothing would be downloaded, but which would be opened" : null;

    /// <inheritdoc/>
    public Task<ModelFiles> FetchAsync(
        string location, ModelLoadOptions options, IProgress<ModelFetchProgress>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            ModelFile[] files = [.. Paths(location).Select(ModelFile.OnDisk)];
            return Task.FromResult(new ModelFiles(location, files) { Named = Directory.Exists(location) ? null : files[0] });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelNotFoundException($"The folder of \"{location}\" cannot be read: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Paths(string location)
    {
        if (Directory.Exists(location))
            return Directory.EnumerateFiles(location).Order(StringComparer.Ordinal);
        if (!File.Exists(location))
            throw new ModelNotFoundException($"There is no file or folder \"{location}\".");

        var file = Path.GetFullPath(location);
        return Directory.EnumerateFiles(Path.GetDirectoryName(file)!)
            .Where(path => !string.Equals(path, file, StringComparison.OrdinalIgnoreCase) && (IsDescription(path) || IsDescription(file)))
            .Order(StringComparer.Ordinal)
            .Prepend(file);
    }

    private static bool IsDescription(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JSON" or ".YAML" or ".YML";
}
