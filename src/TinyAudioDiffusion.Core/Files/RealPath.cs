namespace TinyAudioDiffusion.Files;

/// <summary>
/// Finds the real path of a file or folder, in which no part is a link. Walks over folders know by it which folders they have seen.
/// </summary>
internal static class RealPath
{
    private const int MostLinks = 64; // as many as systems follow before they give up

    /// <summary>Resolves the links in a path.</summary>
    /// <param name="path">The path of a file or folder.</param>
    /// <returns>The full path without links. A part that does not exist stays as it is.</returns>
    /// <exception cref="IOException">The links lead in a circle, or a part cannot be read.</exception>
    public static string Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var links = 0;
        return Resolve(Path.GetFullPath(path), ref links);
    }

    private static string Resolve(string path, ref int links)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var real = Path.Combine(Resolve(parent, ref links), Path.GetFileName(path));
        if (new FileInfo(real).LinkTarget is not { } target)
            return real;
        if (++links > MostLinks)
            throw new IOException($"{path}: its links lead in a circle.");
        return Resolve(Path.GetFullPath(target, Path.GetDirectoryName(real)!), ref links);
    }
}
