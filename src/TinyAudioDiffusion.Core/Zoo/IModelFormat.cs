namespace TinyAudioDiffusion.Zoo;

/// <summary>Reads a model's files into a model: our folder, a Lightning checkpoint, a plug-in's own layout.</summary>
/// <remarks>
/// Implementations are safe to use from several threads at once. A format knows its own files only: <see cref="ModelFinder"/> asks all
/// formats and takes the one that the files fit best, of several the last registered one.
/// </remarks>
public interface IModelFormat : INamed
{
    /// <summary>
    /// Looks at names and content and tells how well the files fit this format. Must be cheap, and must not throw for damaged files.
    /// </summary>
    /// <param name="files">The files. Where the location names one of them, that one must be of this format.</param>
    /// <returns>How well they fit.</returns>
    FormatFit Probe(ModelFiles files);

    /// <summary>Loads the model.</summary>
    /// <param name="files">Files that fit this format.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model and the settings that its files recommend.</returns>
    /// <exception cref="ModelFormatException">A file is damaged or of another kind. Nothing of it was executed.</exception>
    LoadedModel Load(ModelFiles files, ModelLoadOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Chooses the files of a model out of everything that a repository holds, for a source that downloads no others and does not know this
    /// format's layout itself.
    /// </summary>
    /// <param name="names">All names, with "/" between folders.</param>
    /// <returns>
    /// Some of the names: the small files first, the weights last. <see cref="ModelFile.Name"/> keeps their folders. Null where there is no
    /// whole model of this format, and in the default implementation.
    /// </returns>
    IReadOnlyList<string>? ChooseFiles(IReadOnlyList<string> names) => null;

    /// <summary>
    /// Writes only what playing the model needs to a folder that the library reads. A source that reads remote files in parts uses it, so
    /// that the rest is never fetched. Location and revision become the folder's provenance.
    /// </summary>
    /// <param name="files">Files that fit this format.</param>
    /// <param name="options">Which weights.</param>
    /// <param name="folder">The folder; created where it is missing. Each file in it appears whole or not at all, the description
    /// last.</param>
    /// <param name="licence">The licence of the weights, which is written with them; null where unknown.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>False where the format cannot do so; then nothing is written. The default implementation returns false.</returns>
    /// <exception cref="ModelFormatException">A file is damaged or of another kind.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    bool TryExtract(ModelFiles files, ModelLoadOptions options, string folder, string? licence, CancellationToken cancellationToken)
        => false;
}
