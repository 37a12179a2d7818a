using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Hub.Cache;
using TinyAudioDiffusion.Hub.Protocol;

namespace TinyAudioDiffusion.Hub;

/// <summary>Lists, verifies and removes models in the cache. It makes no request.</summary>
/// <remarks>
/// Safe to use from several threads at once. Removing a model while it is being loaded makes that load fail, nothing worse.
/// </remarks>
public sealed class HuggingFaceCache
{
    private const int BufferBytes = 1 << 17;

    private readonly HuggingFaceHubOptions _options;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="options">Where the cache is.</param>
    public HuggingFaceCache(IOptions<HuggingFaceHubOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
    }

    /// <summary>Gets the folder of the shared cache.</summary>
    public string Folder => Path.GetFullPath(_options.CacheFolder);

    /// <summary>Lists the models in the cache.</summary>
    /// <returns>The models, by name.</returns>
    public IReadOnlyList<CachedModel> List()
        => [.. FoldersIn(_options.CacheFolder, CacheLayout.RepositoryOf)
            .Select(
                item => new CachedModel(
                    item.Id, item.Folder, SizeOf(item.Folder), CommitsIn(Path.Combine(item.Folder, "snapshots")), IsWeightsOnly: false))
            .Concat(FoldersIn(_options.WeightsOnlyFolder, WeightsOnlyFolders.RepositoryOf)
                .Select(item => new CachedModel(item.Id, item.Folder, SizeOf(item.Folder), CommitsIn(item.Folder), IsWeightsOnly: true)))
            .OrderBy(model => model.Id, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Hashes every file of a model and compares with its name. Other clients do not do that when they download.</summary>
    /// <param name="model">One of <see cref="List"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The result for each file.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<IReadOnlyList<CacheCheck>> VerifyAsync(CachedModel model, CancellationToken cancellationToken = default)
    {
        RequireOurs(model);
        var checks = new List<CacheCheck>();
        foreach (var path in FolderWalk.Files(model.Folder)
            .Where(path => !path.EndsWith(".incomplete", StringComparison.Ordinal) && !IsNote(model, path)))
        {
            var link = new FileInfo(path).LinkTarget;
            if (ContentHash.TryParse(Path.GetFileName(path), out var hash))
                checks.Add(new CacheCheck(path, await MatchesAsync(path, hash, cancellationToken).ConfigureAwait(false)));
            else if (link is not null && SnapshotStore.SizeOf(path) is null)
                checks.Add(new CacheCheck(path, IsIntact: false)); // a link to nothing
            else if (link is null)
                checks.Add(new CacheCheck(path, IsIntact: null));
        }

        return checks;
    }

    /// <summary>Removes all files of a model. Locks stay, because without a lock two downloads could run at once.</summary>
    /// <param name="model">One of <see cref="List"/>.</param>
    /// <exception cref="IOException">Something cannot be removed.</exception>
    public void Remove(CachedModel model)
    {
        RequireOurs(model);
        Directory.Delete(model.Folder, recursive: true);
    }

    private void RequireOurs(CachedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var root = Path.GetFullPath(model.IsWeightsOnly ? _options.WeightsOnlyFolder : _options.CacheFolder);
        if (Path.GetDirectoryName(Path.GetFullPath(model.Folder)) != root.TrimEnd(Path.DirectorySeparatorChar))
            throw new ArgumentException($"{model.Folder} is not in {root}.", nameof(model));
    }

    private static async Task<bool> MatchesAsync(string path, ContentHash hash, CancellationToken cancellationToken)
    {
        var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var _ = stream.ConfigureAwait(false);
        using var counted = hash.Begin(stream.Length);
        var buffer = new byte[BufferBytes];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            counted.AppendData(buffer, 0, count);
        return hash.Matches(counted);
    }

    private static IEnumerable<(string Id, string Folder)> FoldersIn(string root, Func<string, string?> repositoryOf)
        => Directory.Exists(root)
        ? Directory.EnumerateDirectories(Path.GetFullPath(root))
            .Select(folder => (Id: repositoryOf(Path.GetFileName(folder)), Folder: folder))
            .Where(item => item.Id is not null)
            .Select(item => (item.Id!, item.Folder))
        : [];

    private static string[] CommitsIn(string folder)
        => Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(HubRepository.IsCommit)] : [];

    private static long SizeOf(string folder)
        => FolderWalk.Files(folder).Select(path => new FileInfo(path)).Where(file => file.LinkTarget is null).Sum(file => file.Length);

    private static bool IsNote(CachedModel model, string path)
        => Path.GetRelativePath(model.Folder, path).Split(Path.DirectorySeparatorChar)[0] is "refs" or ".no_exist" or "trees";
}
