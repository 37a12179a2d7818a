using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.Hub.Cache;
using TinyAudioDiffusion.Hub.Protocol;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Download;

/// <summary>
/// Downloads one file into the cache: it locks, looks again, downloads, verifies, and moves the file into place. A blob appears complete
/// and verified or not at all.
/// </summary>
internal sealed class FileDownloader(
    SnapshotStore store, CacheLock locks, BodyDownloader bodies, HubEnvironment environment, TimeProvider time,
    ILogger<FileDownloader> logger)
{
    private const int MaxChanges = 3;

    /// <summary>Downloads the file.</summary>
    /// <exception cref="HubException">It cannot be downloaded, is damaged, or does not fit on the disk.</exception>
    public async Task<HubFile> DownloadAsync(
        HubRepository repository, string path, FileMetadata metadata, IProgress<ModelFetchProgress>? progress,
        CancellationToken cancellationToken)
    {
        for (var changes = 0; ; changes++)
        {
            try
            {
                return await DownloadOnceAsync(repository, path, metadata, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (ContentChangedException changed) when (changes < MaxChanges)
            {
                logger.LogInformation("{File} changed on the Hub during its download; starting over with the new one.", path);
                metadata = changed.Metadata;
            }
            catch (ContentChangedException changed)
            {
                throw new HubException(
                    HubFault.Unavailable, $"{repository.Id}/{path} changes faster than it can be downloaded: name a commit.", changed);
            }
        }
    }

    private async Task<HubFile> DownloadOnceAsync(
        HubRepository repository, string path, FileMetadata metadata, IProgress<ModelFetchProgress>? progress,
        CancellationToken cancellationToken)
    {
        var layout = store.Layout(repository.Id);
        using var held = await locks.AcquireAsync(layout.Lock(metadata.Hash), cancellationToken).ConfigureAwait(false);
        if (store.Find(repository.Id, metadata.Commit, path) is { } pointer && HasSize(pointer, metadata))
            return new HubFile(pointer, metadata.Commit, FromCache: true);

        var blob = layout.Blob(metadata.Hash);
        if (HasSize(blob, metadata))
            return new HubFile(store.Place(repository.Id, metadata.Commit, path, blob, isFresh: false), metadata.Commit, FromCache: true);

        var meter = new TransferMeter(progress, time, $"{repository.Id}/{path}", layout.Pointer(metadata.Commit, path));
        var transfer = new FileTransfer(repository, path, metadata, meter);
        await FillVerifiedAsync(transfer, layout, blob, cancellationToken).ConfigureAwait(false);
        return new HubFile(store.Place(repository.Id, metadata.Commit, path, blob, isFresh: true), metadata.Commit, FromCache: false);
    }

    // Wrong bytes may have come by chance, or may have lain in what an earlier run left: one more try from the start.
    private async Task FillVerifiedAsync(FileTransfer transfer, CacheLayout layout, string blob, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var partial = PartialFile.Open(layout.Partial(transfer.Hash), transfer.Hash);
            RequireRoom(transfer, partial, layout);
            await bodies.FillAsync(transfer, partial, cancellationToken).ConfigureAwait(false);
            if (await partial.IsIntactAsync(transfer.Size!.Value, cancellationToken).ConfigureAwait(false))
            {
                partial.MoveTo(blob);
                logger.LogInformation("Downloaded {File} ({Size} bytes, {Hash} verified).", transfer.Name, transfer.Size, transfer.Hash);
                return;
            }

            partial.Delete();
            logger.LogWarning(
                "The bytes of {File} do not have the {Hash} that the Hub promised; what came was deleted.", transfer.Name, transfer.Hash);
        }

        throw new HubException(
            HubFault.Damaged,
            $"{transfer.Name} came twice with other bytes than its {transfer.Hash} promises; nothing was kept. Check the network, or "
                + "try another endpoint.");
    }

    private void RequireRoom(FileTransfer transfer, PartialFile partial, CacheLayout layout)
    {
        if (transfer.Size - partial.Length is { } needed && environment.FreeBytes(layout.Root) is { } free && needed > free)
            throw new HubException(
                HubFault.DiskFull,
                $"{transfer.Name} needs {needed:N0} more bytes, but {layout.Root} has room for {free:N0}: make room, or set "
                    + "HF_HUB_CACHE to another disk.");
    }

    // A file of no bytes is what an interrupted copy leaves behind.
    private static bool HasSize(string file, FileMetadata metadata)
        => SnapshotStore.SizeOf(file) is > 0 and var size && (metadata.Size is null || metadata.Size == size);
}
