namespace TinyAudioDiffusion.Zoo;

/// <summary>One file of a model: on disk, in a package or elsewhere.</summary>
/// <param name="Name">
/// The name without folders; for a format whose models have folders (<see cref="IModelFormat.ChooseFiles"/>) with them, and "/" between.
/// </param>
/// <param name="DisplayPath">The name of the file in messages: its full path, or the name of the resource.</param>
/// <param name="OpenRead">Opens a new seekable stream over the whole file; the caller disposes it.</param>
public sealed record ModelFile(string Name, string DisplayPath, Func<Stream> OpenRead)
{
    /// <summary>Describes a file on disk without opening it.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The file.</returns>
    public static ModelFile OnDisk(string path)
        => new(Path.GetFileName(path), path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
}
