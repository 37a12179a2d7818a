using System.Text.RegularExpressions;

namespace TinyAudioDiffusion.Repository.Tests;

/// <summary>
/// What a page of the repository links to inside of the repository is there: the stops of the architecture's walks above all.
/// </summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages() =>
    [
        .. new[] { "docs", "src", "samples", "benchmarks", "integrations" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .Select(page => Path.GetRelativePath(Repository.Root, page)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_LeadToFilesThatAreThere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var missing = Links().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains(':', StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, link)));
        Assert.Empty(missing);
    }

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Links();
}
