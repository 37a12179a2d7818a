namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>Finds the files of a folder by names that another system wrote: with "\\" between folders, or in another normal form of Unicode.</summary>
/// <param name="folder">The folder.</param>
internal sealed class NamedFiles(string folder)
{
    private readonly Dictionary<string, ILookup<string, string>> _entries = new(StringComparer.Ordinal);

    /// <summary>Gets the folder's full path.</summary>
    public string Root { get; } = Path.GetFullPath(folder);

    /// <summary>Finds a file.</summary>
    /// <param name="name">Its name below the folder.</param>
    /// <returns>Its path below the folder as it is on this disk; as it is named, where there is no such file; null where the name leads out of the folder.</returns>
    public string? Find(string name)
    {
        if (Below(name) is { } literal && File.Exists(Path.Combine(Root, literal)))
            return literal;
        var below = Below(name.Replace('\\', '/'));
        return below is null ? null : Spelt(below) ?? below;
    }

    private string? Below(string name)
    {
        var below = Path.GetRelativePath(Root, Path.GetFullPath(name, Root));
        return Path.IsPathRooted(name) || Path.IsPathRooted(below) || below is ".." or "." || below.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? null
            : below;
    }

    // Each part as the folder above it spells it.
    private string? Spelt(string below)
    {
        var path = "";
        foreach (var part in below.Split(Path.DirectorySeparatorChar))
        {
            var spelt = Entries(path)[NameForm.Of(part)].ToList();
            if (spelt.Count == 0)
                return null;
            path = Path.Combine(path, spelt.Contains(part, StringComparer.Ordinal) ? part : spelt[0]);
        }

        return path;
    }

    private ILookup<string, string> Entries(string below)
    {
        if (_entries.TryGetValue(below, out var entries))
            return entries;
        var path = Path.Combine(Root, below);
        entries = (Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            .ToLookup(NameForm.Of, StringComparer.Ordinal);
        _entries.Add(below, entries);
        return entries;
    }
}
