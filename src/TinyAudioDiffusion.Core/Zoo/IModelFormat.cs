namespace TinyAudioDiffusion.Zoo;

/// <summary>Reads a model's files into a model: our folder, a Lightning checkpoint, a plug-in's own layout.</summary>
/// <remarks>
/// Implementations are safe to use from several threads at once. The zoo asks formats in the order of their registration, the last one
/// first.
/// </remarks>
public interface IModelFormat : INamed
{
    /// <summary>Tells from the names of the files whether they are of this format.</summary>
    /// <param name="files">The files.</param>
    /// <returns>Whether <see cref="Load"/> would try to read them.</returns>
    bool CanRead(ModelFiles files);

    /// <summary>Loads the model.</summary>
    /// <param name="files">Files that <see cref="CanRead"/> accepted.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model and what its files recommend.</returns>
    /// <exception cref="ModelFormatException">A file is damaged or of another kind. Nothing of it was executed.</exception>
    LoadedModel Load(ModelFiles files, ModelLoadOptions options, CancellationToken cancellationToken);
}
