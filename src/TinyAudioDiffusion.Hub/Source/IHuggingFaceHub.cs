using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub;

/// <summary>Model repositories on the Hugging Face Hub, through the cache that all its clients share.</summary>
/// <remarks>
/// A singleton, safe to use from several threads at once: a file that many ask for is downloaded once. Cancelling keeps what has arrived
/// for the next time.
/// </remarks>
public interface IHuggingFaceHub
{
    /// <summary>Asks what a repository holds. Makes one request, and none in offline mode.</summary>
    /// <param name="repository">The repository and its revision.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The commit and its files.</returns>
    /// <exception cref="HubException">There is no such repository or revision, or it cannot be asked.</exception>
    Task<HubListing> ListAsync(HubRepository repository, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets a file. A commit that is in the cache needs no request. For a branch the library makes one request; if that fails, it uses the
    /// cache.
    /// </summary>
    /// <param name="repository">The repository and its revision.</param>
    /// <param name="path">The file's name, with "/" between folders.</param>
    /// <param name="progress">Receives reports of the download; the first one comes before the first byte.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file on this machine, whole and verified.</returns>
    /// <exception cref="HubException">It cannot be downloaded.</exception>
    Task<HubFile> DownloadAsync(
        HubRepository repository, string path, IProgress<ModelFetchProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
