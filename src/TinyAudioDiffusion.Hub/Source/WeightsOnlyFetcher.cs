using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Hub.Cache;
using TinyAudioDiffusion.Hub.Download;
using TinyAudioDiffusion.Hub.Protocol;
using TinyAudioDiffusion.Hub.Ranges;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Source;

/// <summary>
/// Fetches of a checkpoint only what playing it needs, a quarter of the file, and keeps that as a folder of the library's own layout. What
/// is verified: the description's hash, every checksum of what is read, the size of the whole. What is not: the hash of the whole file.
/// </summary>
internal sealed class WeightsOnlyFetcher(
    HuggingFaceHub hub, SnapshotStore store, FileMetadataReader metadata, RangeReader ranges, IServiceProvider services,
    IOptions<HuggingFaceHubOptions> options, TimeProvider time, ILogger<WeightsOnlyFetcher> logger)
{
    private const string DescriptionName = "model.json";

    /// <summary>Finds what an earlier run kept for a revision that the cache knows; null for nothing.</summary>
    public ModelFiles? FindKept(HubRepository repository, ModelLoadOptions load)
    {
        var commit = PublishedModels.Find(repository.Id) is { } published
            && (repository.Revision is null || repository.Revision == published.Pin)
            ? SnapshotStore.CommitStartingWith(WeightsOnlyFolders.FolderOf(options.Value, repository.Id), published.Pin)
            : HubRepository.IsCommit(repository.Revision) || options.Value.Offline ? store.CommitOf(repository) : null;
        return commit is not null && FolderOf(repository, commit, load) is var folder && IsWhole(folder)
            ? FilesIn(folder, repository.Id, commit)
            : null;
    }

    /// <summary>Fetches the weights.</summary>
    /// <returns>The files; null where the whole must be downloaded, because the server sends no parts or nothing would be saved.</returns>
    /// <exception cref="HubException">The model cannot be downloaded.</exception>
    public async Task<ModelFiles?> TryFetchAsync(
        LocatedModel model, ModelLoadOptions load, IProgress<ModelFetchProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = FolderOf(model.Repository, model.Commit, load);
        if (IsWhole(folder))
            return FilesIn(folder, model.Repository.Id, model.Commit);
        if (!model.Files.IsCheckpoint || hub.FindCached(model.Repository, model.Files.Weights) is not null || options.Value.Offline)
            return null;

        var files = new List<ModelFile>();
        foreach (var name in model.Files.Descriptions)
            files.Add(
                ModelFile.OnDisk(
                    (await hub.DownloadAsync(model.Repository, name, progress, cancellationToken).ConfigureAwait(false)).Path));
        var found = await metadata.ReadAsync(model.Repository, model.Files.Weights, retry: true, cancellationToken).ConfigureAwait(false);
        if (model.Sha256 is { } pinned && found.Hash.Hex != pinned)
            throw new HubException(
                HubFault.Damaged,
                $"{model.Files.Weights} of {model.Repository} is announced with the {found.Hash}, but {pinned} is pinned.");

        var meter = new TransferMeter(progress, time, $"{model.Repository.Id}/{model.Files.Weights}, weights only", folder);
        var transfer = new FileTransfer(model.Repository, model.Files.Weights, found, meter);
        var stream = new Lazy<RangeStream>(() => Open(transfer, cancellationToken));
        try
        {
            var weights = new ModelFile(
                Path.GetFileName(model.Files.Weights), $"{model.Repository}/{model.Files.Weights}", () => stream.Value.Rewind());
            var asked = new ModelFiles(model.Repository.Id, [weights, .. files], model.Commit);
            return await ExtractAsync(asked, transfer, load, folder, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (stream.IsValueCreated)
                stream.Value.Release();
        }
    }

    private async Task<ModelFiles?> ExtractAsync(
        ModelFiles files, FileTransfer transfer, ModelLoadOptions load, string folder, CancellationToken cancellationToken)
    {
        try
        {
            transfer.Meter.Report(0);
            var licence = PublishedModels.Find(files.Location) is null ? null : PublishedModels.Licence;
            // The finder knows the sources, of which one uses this class.
            var finder = services.GetRequiredService<ModelFinder>();
            if (!await Task.Run(() => finder.FormatOf(files).TryExtract(files, load, folder, licence, cancellationToken), cancellationToken)
                .ConfigureAwait(false))
                return null;
        }
        catch (RangesNotSupportedException exception)
        {
            logger.LogWarning("{Reason} The whole file is downloaded instead.", exception.Message);
            return null;
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            throw CacheFailure.From(exception, folder);
        }

        logger.LogWarning(
            "Fetched only the needed weights of {File}: checksums of what was read are verified, the {Hash} of the whole file is "
                + "not. Kept in {Folder}.", transfer.Name, transfer.Hash, folder);
        return FilesIn(folder, files.Location, files.Revision!);
    }

    private RangeStream Open(FileTransfer transfer, CancellationToken cancellationToken)
    {
        var parts = Directory.CreateDirectory(Path.Combine(options.Value.WeightsOnlyFolder, ".parts"));
        foreach (var left in parts.EnumerateFiles())
            RemoveUnlessInUse(left.FullName);
        return new(
            ranges, transfer, options.Value.RangeBlockBytes, Path.Combine(parts.FullName, Guid.NewGuid().ToString("N")), cancellationToken);
    }

    // What a killed process left behind; a living one holds its own open.
    private static void RemoveUnlessInUse(string path)
    {
        try
        {
            using var _ = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            // it is in use, or gone already
        }
    }

    private string FolderOf(HubRepository repository, string commit, ModelLoadOptions load)
        => WeightsOnlyFolders.FolderOf(options.Value, repository, commit, load.Weights);

    // The description is written last.
    private static bool IsWhole(string folder) => File.Exists(Path.Combine(folder, DescriptionName));

    private static ModelFiles FilesIn(string folder, string id, string commit)
        => new(id, [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(ModelFile.OnDisk)], commit);
}
