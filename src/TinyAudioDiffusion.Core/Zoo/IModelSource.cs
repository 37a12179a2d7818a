namespace TinyAudioDiffusion.Zoo;

/// <summary>Gets a model's files: from a folder, from inside a package, from a hub.</summary>
/// <remarks>
/// Implementations are safe to use from several threads at once. The zoo asks sources in the order of their registration, the last one
/// first.
/// </remarks>
public interface IModelSource : INamed
{
    /// <summary>Tells whether a location is one of this source's. Must be cheap and must not throw or use a network.</summary>
    /// <param name="location">A path, a repository name with a revision, a resource name.</param>
    /// <returns>Whether <see cref="FetchAsync"/> would know where to look.</returns>
    bool Knows(string location);

    /// <summary>
    /// Finds a model that is complete in a cache of this source, so that getting its files needs no request. It never answers for paths:
    /// names in files that other people made must not open files of this machine.
    /// </summary>
    /// <param name="location">The name of the model.</param>
    /// <param name="revision">The revision that is wanted; null for any.</param>
    /// <param name="options">How the files will be read.</param>
    /// <returns>The location of exactly that model; null where there is none. The default implementation returns null.</returns>
    string? FindAtHand(string location, string? revision, ModelLoadOptions options) => null;

    /// <summary>
    /// Describes, without a request, what <see cref="FetchAsync"/> would do with a location that a file names, for a message that asks for
    /// permission.
    /// </summary>
    /// <param name="location">The location.</param>
    /// <returns>A clause; null where this source would not fetch it. The default implementation returns null.</returns>
    string? DescribeFetch(string location) => null;

    /// <summary>Gets the files.</summary>
    /// <param name="location">A location that <see cref="Knows"/> accepted.</param>
    /// <param name="options">Which files will be needed.</param>
    /// <param name="progress">Receives the progress of a fetch that takes time; null for nobody.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The files.</returns>
    /// <exception cref="ModelNotFoundException">There is nothing there.</exception>
    Task<ModelFiles> FetchAsync(
        string location, ModelLoadOptions options, IProgress<ModelFetchProgress>? progress, CancellationToken cancellationToken);
}
