namespace TinyAudioDiffusion.Documents.Tests;

/// <summary>The documents of the repository: its README, those of the packages, and the pages in <c>docs</c>.</summary>
internal static class Document
{
    public static string Repository { get; } = FindRoot();

    /// <summary>Gets the paths of all documents, with "/", relative to the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md", .. Find("docs", SearchOption.AllDirectories),
        .. Directory.EnumerateDirectories(Path.Combine(Repository, "src")).Order(StringComparer.Ordinal)
            .SelectMany(package => Find(package, SearchOption.TopDirectoryOnly)),
    ];

    public static string PathOf(string document) => Path.Combine(Repository, document);

    public static string Read(string document) => File.ReadAllText(PathOf(document));

    private static IEnumerable<string> Find(string folder, SearchOption option)
        => Directory.EnumerateFiles(Path.Combine(Repository, folder), "*.md", option)
            .Select(file => Path.GetRelativePath(Repository, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "TinyAudioDiffusion.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No TinyAudioDiffusion.slnx above {AppContext.BaseDirectory}.");
    }
}
