using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Hub.Cache;
using TinyAudioDiffusion.Hub.Listing;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Source;

/// <summary>
/// Finds out which files of which commit make a model: from the cache where that is certain or all there is, else from the Hub.
/// </summary>
internal sealed class ModelLocator(
    HuggingFaceHub hub, SnapshotStore store, IServiceProvider services, IOptions<HuggingFaceHubOptions> options,
    ILogger<ModelLocator> logger)
{
    // Asked for when a model is, because formats bring an engine along.
    private IReadOnlyList<IModelFormat> Formats => services.GetService<Registry<IModelFormat>>()?.Items ?? [];

    /// <summary>Locates the model.</summary>
    /// <exception cref="HubException">There is no such model, or it cannot be asked for.</exception>
    public async Task<LocatedModel> LocateAsync(HubRepository asked, ModelLoadOptions load, CancellationToken cancellationToken)
    {
        asked.RequireValid();
        var (repository, published) = Resolve(asked);

        var cached = FromCache(repository, published, load);
        // What is pinned never changes, nor does a commit.
        if (cached is not null && (repository.Revision == cached.Commit || published is not null || options.Value.Offline))
            return cached;
        try
        {
            var listing = await hub.ListAsync(repository, retry: cached is null, cancellationToken).ConfigureAwait(false);
            RequirePin(published, listing.Commit);
            return new LocatedModel(
                repository with { Revision = listing.Commit },
                listing.Commit,
                ModelFileChoice.Make(repository, published?.Checkpoint, load, [.. listing.Files.Select(file => file.Path)], Formats),
                published?.Sha256);
        }
        catch (HubException exception) when (cached is not null && exception.AllowsCache)
        {
            logger.LogWarning(
                "{Reason} Using {Repository} from the cache, commit {Commit}.", exception.Message, repository.Id, cached.Commit);
            return cached;
        }
    }

    /// <summary>Finds a model that is complete in the cache. Makes no request.</summary>
    public LocatedModel? FindCached(HubRepository asked, ModelLoadOptions load)
    {
        var (repository, published) = Resolve(asked);
        return FromCache(repository, published, load);
    }

    private static (HubRepository Repository, PublishedModel? Published) Resolve(HubRepository asked)
    {
        var published = PublishedModels.Find(asked.Id) is { } known && (asked.Revision is null || asked.Revision == known.Pin) ? known
            : null;
        return (asked with { Revision = asked.Revision ?? published?.Revision ?? HubRepository.MainBranch }, published);
    }

    // A commit's folder may hold a part of a model only; what makes no whole model is as good as nothing.
    private LocatedModel? FromCache(HubRepository repository, PublishedModel? published, ModelLoadOptions load)
    {
        var commit = published is null ? store.CommitOf(repository)
            : SnapshotStore.CommitStartingWith(store.Layout(repository.Id).Snapshots, published.Pin);
        if (commit is null)
            return null;
        var choice = ModelFileChoice.TryMake(repository, published?.Checkpoint, load, store.List(repository.Id, commit), Formats, out _);
        return choice is null || (published?.Checkpoint is { } checkpoint && choice.Weights != checkpoint)
            || !HasShards(repository.Id, commit, choice)
            ? null
            : new LocatedModel(repository with { Revision = commit }, commit, choice, published?.Sha256);
    }

    private bool HasShards(string id, string commit, ModelFileChoice choice)
    {
        if (!choice.IsIndex)
            return true;
        try
        {
            return store.Find(id, commit, choice.Weights) is { } index
                && ShardIndex.Read(index, choice.Weights).All(shard => store.Find(id, commit, shard) is not null);
        }
        catch (HubException)
        {
            return false; // fetching it says why
        }
    }

    private static void RequirePin(PublishedModel? published, string commit)
    {
        if (published is not null && !published.IsPinned(commit))
            throw new HubException(
                HubFault.Damaged,
                $"{published.Id} has moved on from the version {published.Pin} that this library knows to {commit[..7]}: ask for "
                    + $"\"{published.Id}@latest\" to take it as it is.");
    }
}
