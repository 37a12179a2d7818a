using TinyAudioDiffusion.Hub.Listing;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub;

/// <summary>The files of a repository at one commit.</summary>
/// <param name="Id">The repository.</param>
/// <param name="Commit">The commit that the revision means just now.</param>
/// <param name="Files">The files; every name is safe as a path.</param>
public sealed record HubListing(string Id, string Commit, IReadOnlyList<HubListedFile> Files)
{
    /// <summary>Finds the files that make the model, which are those that a download fetches.</summary>
    /// <param name="repository">The repository, and the file of it where one is named.</param>
    /// <param name="options">How the files will be read.</param>
    /// <param name="formats">The registered formats, of which one may know a layout of its own; null for the library's layouts.</param>
    /// <returns>The files, in the order of the listing.</returns>
    /// <exception cref="HubException">The repository holds no model, or several.</exception>
    public IReadOnlyList<HubListedFile> FindModel(
        HubRepository repository, ModelLoadOptions? options = null, IReadOnlyList<IModelFormat>? formats = null)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var choice = ModelFileChoice.Make(
            repository, PublishedModels.Find(Id)?.Checkpoint, options ?? new(), [.. Files.Select(file => file.Path)], formats ?? []);
        return [.. Files.Where(file => choice.All.Contains(file.Path, StringComparer.Ordinal) || (choice.IsIndex && IsShard(file.Path)))];
    }

    // What the index really names is known only when it is there.
    private static bool IsShard(string path)
        => !path.Contains('/', StringComparison.Ordinal) && path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);
}
