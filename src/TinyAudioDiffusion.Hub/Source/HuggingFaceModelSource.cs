using Microsoft.Extensions.Options;
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
        foreach (var name in model.Files.All)
        {
            var expected = name == model.Files.Weights ? model.Sha256 : null;
            var file = await hub.DownloadAsync(model.Repository, name, expected, progress, cancellationToken).ConfigureAwait(false);
            files.Add(ModelFile.OnDisk(file.Path));
        }

        return new ModelFiles(model.Repository.Id, files, model.Commit);
    }
}
