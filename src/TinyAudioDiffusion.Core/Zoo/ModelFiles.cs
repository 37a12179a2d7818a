namespace TinyAudioDiffusion.Zoo;

/// <summary>The files of one model, by name.</summary>
/// <param name="Location">The location that they came from, for messages.</param>
/// <param name="Files">The files; names are unique.</param>
/// <param name="Revision">The exact version that was fetched (a commit, a hash); null where there is none.</param>
public sealed record ModelFiles(string Location, IReadOnlyList<ModelFile> Files, string? Revision = null)
{
    /// <summary>Gets the one of the files that the location names; null where it names a folder or a model as a whole.</summary>
    public ModelFile? Named { get; init; }

    /// <summary>Finds a file by its name.</summary>
    /// <param name="name">The name; compared without case.</param>
    /// <returns>The file, or null.</returns>
    public ModelFile? Find(string name)
        => Files.FirstOrDefault(file => string.Equals(file.Name, name, StringComparison.OrdinalIgnoreCase));
}
