using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub.Cache;

/// <summary>
/// Where things lie in the cache that all clients of the Hub share. For one repository:
/// blobs/HASH is a file's content; snapshots/COMMIT/PATH is a link to it, or the file itself where links do not work;
/// refs/REVISION holds the commit that a branch or tag meant last; .no_exist/COMMIT/PATH marks what is known to be missing.
/// </summary>
internal sealed class CacheLayout
{
    private const string FolderPrefix = "models--";

    public CacheLayout(string cacheFolder, string repositoryId)
    {
        Root = Path.GetFullPath(cacheFolder);
        Repository = Path.Combine(Root, FolderNameOf(repositoryId));
    }

    public string Root { get; }

    public string Repository { get; }

    public string Blobs => Path.Combine(Repository, "blobs");

    public string Snapshots => Path.Combine(Repository, "snapshots");

    public string Refs => Path.Combine(Repository, "refs");

    public static string FolderNameOf(string repositoryId) => FolderPrefix + repositoryId.Replace("/", "--", StringComparison.Ordinal);

    /// <summary>Gives the repository that a folder of the cache belongs to; null where it is none of a model's.</summary>
    public static string? RepositoryOf(string folderName)
        => folderName.StartsWith(FolderPrefix, StringComparison.Ordinal) && folderName.Length > FolderPrefix.Length
        ? folderName[FolderPrefix.Length..].Replace("--", "/", StringComparison.Ordinal)
        : null;

    public string Blob(ContentHash hash) => Path.Combine(Blobs, hash.Hex);

    /// <summary>A name of our own: other clients append to "HASH.incomplete" or delete it, so that theirs is never touched.</summary>
    public string Partial(ContentHash hash) => Path.Combine(Blobs, hash.Hex + ".net.incomplete");

    /// <summary>The lock that every client takes for a file.</summary>
    public string Lock(ContentHash hash) => Path.Combine(Root, ".locks", Path.GetFileName(Repository), hash.Hex + ".lock");

    public string Snapshot(string commit) => Path.Combine(Snapshots, commit);

    public string Pointer(string commit, string path) => Below(Snapshot(commit), path);

    public string Missing(string commit, string path) => Below(Path.Combine(Repository, ".no_exist", commit), path);

    public string Ref(string revision) => Below(Refs, revision);

    // Names were checked before; this holds even if a check has a hole.
    private static string Below(string folder, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar)));
        return full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new HubException(HubFault.UnsafeName, $"\"{path}\" leads out of {folder}; it was refused.");
    }
}
