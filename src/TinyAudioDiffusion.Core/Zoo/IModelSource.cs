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
