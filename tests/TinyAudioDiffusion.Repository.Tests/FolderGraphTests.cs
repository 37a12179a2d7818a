using System.Text.RegularExpressions;

namespace TinyAudioDiffusion.Repository.Tests;

/// <summary>
/// The top-level folders of a package form a graph without cycles. An edge leads from a folder to each folder whose types its code names.
/// A file in the package's root is a node of its own. Types inside of other types do not count.
/// </summary>
public sealed partial class FolderGraphTests
{
    public static TheoryData<string> Packages() => LayerGraphTests.Projects();

    [Theory]
    [MemberData(nameof(Packages))]
    public void Folders_FormNoCycle(string package)
    {
        var graph = Read(package);
        var cycles = graph.Keys.Select(folder => Path(graph, folder, folder)).OfType<string>().ToList();
        Assert.True(cycles.Count == 0, $"{package}: {string.Join("; ", cycles)}");
    }

    /// <summary>The reader of the graph sees an edge, and the search sees a cycle.</summary>
    [Fact]
    public void Reader_FindsEdgesAndCycles()
    {
        var graph = Edges([("A", "class First { Second s; }"), ("B", "class Second { /* Third */ } // Third"),
            ("C", "class Third { string s = \"First\"; }")]);
        Assert.Equal(["B"], graph["A"].Keys);
        Assert.Empty(graph["B"]);
        Assert.Empty(graph["C"]);
        var cyclic = Edges([("A", "class First { Second s; }"), ("B", "class Second { First f; }")]);
        Assert.Equal("A -> B (Second) -> A (First)", Path(cyclic, "A", "A"));
    }

    private static Dictionary<string, SortedDictionary<string, string>> Read(string package)
    {
        var root = System.IO.Path.Combine(Repository.Root, "src", package);
        return Edges([.. Repository.SourceFiles(System.IO.Path.Combine("src", package))
            .Select(file => (System.IO.Path.GetRelativePath(root, file).Split('/', '\\')[0], File.ReadAllText(file)))]);
    }

    /// <summary>Gets, for each folder, the folders that it uses, each with one type that it names there.</summary>
    private static Dictionary<string, SortedDictionary<string, string>> Edges(List<(string Folder, string Text)> files)
    {
        files = [.. files.Select(file => (file.Folder, WithoutCommentsAndStrings(file.Text)))];
        var owners = files.SelectMany(
            file => Declarations().Matches(file.Text).Select(match => (Type: match.Groups["name"].Value, file.Folder)))
            .ToLookup(pair => pair.Type, pair => pair.Folder, StringComparer.Ordinal);
        var graph = files.Select(file => file.Folder).Distinct(StringComparer.Ordinal)
            .ToDictionary(folder => folder, _ => new SortedDictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (folder, text) in files)
        {
            foreach (var word in Names().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            {
                // A name that several folders declare says nothing about which of them is meant.
                var owner = owners[word].Distinct(StringComparer.Ordinal).Take(2).ToList();
                if (owner.Count == 1 && owner[0] != folder)
                    graph[folder].TryAdd(owner[0], word);
            }
        }

        return graph;
    }

    /// <summary>Finds the shortest way from one folder to another, at least one edge long; null for none.</summary>
    private static string? Path(Dictionary<string, SortedDictionary<string, string>> graph, string from, string to)
    {
        var queue = new Queue<(string Folder, string Way)>([(from, from)]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var place))
        {
            foreach (var (next, type) in graph[place.Folder])
            {
                var way = $"{place.Way} -> {next} ({type})";
                if (next == to)
                    return way;
                if (seen.Add(next))
                    queue.Enqueue((next, way));
            }
        }

        return null;
    }

    private static string WithoutCommentsAndStrings(string text) => Strings().Replace(Comments().Replace(text, ""), "\"\"");

    [GeneratedRegex(@"/\*.*?\*/|//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("\"(?:\\\\.|[^\"\\\\\\n])*\"")]
    private static partial Regex Strings();

    [GeneratedRegex(
        @"^(?:(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|ref|file|unsafe|required|new)\s+)*"
        + @"(?:class|struct|interface|enum|record(?:\s+struct|\s+class)?|delegate\s+[\w<>\[\],.?]+)\s+(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declarations();

    // A name behind a dot, or before an assignment or a colon, is a member's.
    [GeneratedRegex(@"(?<![.\w])[A-Z]\w+(?!\s*[=:](?!=))")]
    private static partial Regex Names();
}
