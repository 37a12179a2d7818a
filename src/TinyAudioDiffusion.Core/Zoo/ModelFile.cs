namespace TinyAudioDiffusion.Zoo;

/// <summary>One file of a model, wherever it lies.</summary>
/// <param name="Name">The name without folders.</param>
/// <param name="DisplayPath">What messages call it: the full path, or the resource's name.</param>
/// <param name="OpenRead">Opens a new seekable stream over the whole file; the caller disposes it.</param>
public sealed record ModelFile(string Name, string DisplayPath, Func<Stream> OpenRead)
{
    /// <summary>Describes a file on disk; nothing is opened yet.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The file.</returns>
    public static ModelFile OnDisk(string path)
        => new(Path.GetFileName(path), path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
}
