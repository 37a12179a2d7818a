namespace TinyAudioDiffusion.Zoo;

/// <summary>
/// Writes a model that a format can read as a folder of the library's own layout: only the weights that are asked for, and where they came
/// from.
/// </summary>
/// <remarks>Implementations are safe to use from several threads at once.</remarks>
public interface IModelConverter
{
    /// <summary>Tells from the names of the files whether <see cref="Convert"/> would try to read them.</summary>
    /// <param name="files">The files.</param>
    /// <returns>Whether it would.</returns>
    bool CanConvert(ModelFiles files);

    /// <summary>Reads the description and the weights that are needed, and nothing else of the files; writes both to a folder.</summary>
    /// <param name="files">Files that <see cref="CanConvert"/> accepted. Location and revision become the folder's provenance.</param>
    /// <param name="options">Which weights.</param>
    /// <param name="folder">
    /// The folder; created where it is missing. Each file in it appears whole or not at all, the description last.
    /// </param>
    /// <param name="licence">The licence of the weights, to be kept with them; null where unknown.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelFormatException">A file is damaged or of another kind.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    void Convert(ModelFiles files, ModelLoadOptions options, string folder, string? licence, CancellationToken cancellationToken);
}
