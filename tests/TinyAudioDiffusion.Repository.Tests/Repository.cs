namespace TinyAudioDiffusion.Repository.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public const string DefaultSolution = "TinyAudioDiffusion.slnx";

    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static IEnumerable<string> SourceFiles(params string[] folders)
        => folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, DefaultSolution)))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No {DefaultSolution} above {AppContext.BaseDirectory}.");
    }
}
