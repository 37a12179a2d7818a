using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Hub.Cache;
using TinyAudioDiffusion.Hub.Download;
using TinyAudioDiffusion.Hub.Listing;
using TinyAudioDiffusion.Hub.Protocol;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Source;

/// <summary>Decides between cache and network. Other classes do the work.</summary>
internal sealed class HuggingFaceHub(
    SnapshotStore store, FileMetadataReader metadata, RepositoryLister lister, FileDownloader downloader,
    IOptions<HuggingFaceHubOptions> options, ILogger<HuggingFaceHub> logger) : IHuggingFaceHub
{
    public Task<HubListing> ListAsync(HubRepository repository, CancellationToken cancellationToken = default)
        => ListAsync(repository, retry: true, cancellationToken);

    /// <summary>Asks what a repository holds; without repeats where the caller has something to fall back on.</summary>
    public async Task<HubListing> ListAsync(HubRepository repository, bool retry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        repository.RequireValid();
        if (options.Value.Offline)
            throw new HubException(
                HubFault.Offline,
                $"Offline mode (HF_HUB_OFFLINE) is on, so that the Hub cannot be asked what {repository} holds.{WhatIsCached(repository)}");
        var listing = await lister.ListAsync(repository, retry, cancellationToken).ConfigureAwait(false);
        store.Remember(repository, listing.Commit);
        return listing;
    }

    public Task<HubFile> DownloadAsync(
        HubRepository repository, string path, IProgress<ModelFetchProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => DownloadAsync(repository, path, expectedSha256: null, progress, cancellationToken);

    /// <summary>Gets a file that must have a certain hash, where one is pinned.</summary>
    public async Task<HubFile> DownloadAsync(
        HubRepository repository, string path, string? expectedSha256, IProgress<ModelFetchProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentException.ThrowIfNullOrEmpty(path);
        repository.RequireValid();
        HubNames.RequireSafe(path, "file name");
        cancellationToken.ThrowIfCancellationRequested();

        var cached = FindCached(repository, path);
        if (cached is not null && HubRepository.IsCommit(repository.Revision))
            return cached; // a commit never changes
        if (options.Value.Offline)
            return cached
                ?? throw new HubException(
                    HubFault.Offline,
                    $"Offline mode (HF_HUB_OFFLINE) is on, and the cache {options.Value.CacheFolder} does not hold {path} of "
                        + $"{repository}.{WhatIsCached(repository)}");
        if (await AskAsync(repository, path, cached, cancellationToken).ConfigureAwait(false) is not { } found)
            return cached!;

        store.Remember(repository, found.Commit);
        if (expectedSha256 is not null && found.Hash.Hex != expectedSha256)
            throw new HubException(
                HubFault.Damaged,
                $"{path} of {repository} has the {found.Hash}, but {expectedSha256} is pinned: it is not the file that was published. "
                    + "Nothing was downloaded.");
        return SnapshotStore.SizeOf(store.Layout(repository.Id).Pointer(found.Commit, path)) is > 0 and var size
            && (found.Size ?? size) == size
            ? new HubFile(store.Layout(repository.Id).Pointer(found.Commit, path), found.Commit, FromCache: true)
            : await downloader.DownloadAsync(repository, path, found, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds what the cache holds for a revision; null for nothing.</summary>
    public HubFile? FindCached(HubRepository repository, string path)
        => store.CommitOf(repository) is { } commit && store.Find(repository.Id, commit, path) is { } file
            ? new HubFile(file, commit, FromCache: true) : null;

    // The cache may hold a commit without a note which branch it belongs to.
    private string WhatIsCached(HubRepository repository)
        => store.CommitsOf(repository.Id) is { Count: > 0 } commits
        ? $" It holds {(commits.Count == 1 ? "commit" : "commits")} {string.Join(", ", commits)}: ask for "
            + $"\"{repository with { Revision = commits[0] }}\"."
        : "";

    // Gives null where the cache is used instead.
    private async Task<FileMetadata?> AskAsync(HubRepository repository, string path, HubFile? cached, CancellationToken cancellationToken)
    {
        try
        {
            return await metadata.ReadAsync(repository, path, retry: cached is null, cancellationToken).ConfigureAwait(false);
        }
        catch (HubException exception) when (exception.Fault == HubFault.FileNotFound && HubRepository.IsCommit(exception.Commit))
        {
            store.Remember(repository, exception.Commit);
            store.RememberMissing(repository, exception.Commit, path);
            throw;
        }
        catch (HubException exception) when (cached is not null && exception.AllowsCache)
        {
            logger.LogWarning(
                "{Reason} Using {File} of {Repository} from the cache, commit {Commit}.", exception.Message, path, repository.Id,
                cached.Commit);
            return null;
        }
    }
}
