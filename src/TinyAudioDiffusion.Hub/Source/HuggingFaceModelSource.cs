using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Hub.Listing;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Source;

/// <summary>
/// Gets models from the Hugging Face Hub: "owner/name", "owner/name@revision". A path that exists on this machine is none of its.
/// </summary>
internal sealed class HuggingFaceModelSource(
    HuggingFaceHub hub, ModelLocator locator, WeightsOnlyFetcher weightsOnly, IOptions<HuggingFaceHubOptions> settings) : IModelSource
{
    /// <inheritdoc/>
    /// <value>"huggingface".</value>
    public string Name => "huggingface";

    /// <inheritdoc/>
    public bool Knows(string location)
        => HubRepository.TryParse(location, out _) && !File.Exists(location) && !Directory.Exists(location);

    /// <inheritdoc/>
    public string? FindAtHand(string location, string? revision, ModelLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!HubRepository.TryParse(location, out var repository))
            return null;
        if (repository.Revision is null && HubRepository.IsCommit(revision))
            repository = repository with { Revision = revision };
        return locator.FindCached(repository, options)?.Repository.ToString();
    }

    /// <inheritdoc/>
    public string? DescribeFetch(string location)
        => HubRepository.TryParse(location, out var repository)
            ? $"{repository} would be downloaded from {settings.Value.Endpoint.Host}, which was not asked how large it is; "
                + $"\"tad pull {repository} --dry-run\" asks (in code, {nameof(IHuggingFaceHub)}.{nameof(IHuggingFaceHub.ListAsync)})"
            : null;

    /// <inheritdoc/>
    /// <exception cref="HubException">The model exists but cannot be downloaded.</exception>
    public async Task<ModelFiles> FetchAsync(
        string location, ModelLoadOptions options, IProgress<ModelFetchProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!HubRepository.TryParse(location, out var repository))
            throw new ModelNotFoundException($"\"{location}\" names no repository on the Hub: write owner/name or owner/name@revision.");
        try
        {
            var wantsWeightsOnly = settings.Value.WeightsOnly;
            if (wantsWeightsOnly && weightsOnly.FindKept(repository, options) is { } kept)
                return kept;
            var model = await locator.LocateAsync(repository, options, cancellationToken).ConfigureAwait(false);
            if (wantsWeightsOnly
                && await weightsOnly.TryFetchAsync(model, options, progress, cancellationToken).ConfigureAwait(false) is { } part)
                return part;
            return await FetchWholeAsync(model, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (HubException exception) when (
            exception.Fault is HubFault.RepositoryNotFound or HubFault.RevisionNotFound or HubFault.FileNotFound)
        {
            throw new ModelNotFoundException(exception.Message, exception);
        }
    }

    private async Task<ModelFiles> FetchWholeAsync(
        LocatedModel model, IProgress<ModelFetchProgress>? progress, CancellationToken cancellationToken)
    {
        var files = new List<ModelFile>();
        var path = "";
        foreach (var name in model.Files.All)
            path = await DownloadAsync(name, name == model.Files.Weights ? model.Sha256 : null).ConfigureAwait(false);
        if (model.Files.IsIndex)
        {
            foreach (var shard in ShardIndex.Read(path, $"{model.Files.Weights} of {model.Repository}"))
                await DownloadAsync(shard, expected: null).ConfigureAwait(false);
        }

        return new ModelFiles(model.Repository.Id, files, model.Commit);

        async Task<string> DownloadAsync(string name, string? expected)
        {
            var file = await hub.DownloadAsync(model.Repository, name, expected, progress, cancellationToken).ConfigureAwait(false);
            files.Add(model.Files.IsOfFormat ? ModelFile.OnDisk(file.Path) with { Name = name } : ModelFile.OnDisk(file.Path));
            return file.Path;
        }
    }
}
