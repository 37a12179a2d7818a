using System.Globalization;
using System.Text.RegularExpressions;

namespace TinyAudioDiffusion.Repository.Tests;

/// <summary>Rules of CONTRIBUTING.md that a machine can check.</summary>
public sealed partial class HouseRuleTests
{
    private const int MostColumns = 140;

    private const int MostLines = 400;

    [Fact]
    public void Files_StayShort()
    {
        Assert.DoesNotContain(Repository.SourceFiles("src"), file => File.ReadLines(file).Count() > MostLines);
    }

    /// <summary>Only a string that would be harder to read in two pieces may make a line longer.</summary>
    [Fact]
    public void Lines_FitTheWidth()
        => Assert.Empty(Repository.SourceFiles("src", "tests", "samples", "benchmarks", "integrations").SelectMany(file => LongLines(file)
            .Where(line => !LongString().IsMatch(line.Text))
                .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}")));

    /// <summary>Prose of Markdown files fits as well; tables, code, headings and pictures may be wider.</summary>
    [Fact]
    public void Prose_FitsTheWidth()
    {
        var files = new[] { "docs", "src", "samples", "benchmarks", "integrations", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"));
        Assert.Empty(files.SelectMany(file =>
        {
            var isCode = false;
            return LongLines(file, line => isCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                .Where(line => !line.IsCode
                    && !line.Text.StartsWith('|') && !line.Text.StartsWith('#') && !line.Text.StartsWith("![", StringComparison.Ordinal))
                .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}")
                .ToList();
        }));
    }

    [Theory]
    [InlineData("Utils")]
    [InlineData("Helper")]
    [InlineData("Helpers")]
    [InlineData("Manager")]
    public void Names_SayWhatAThingIs(string nothing)
        => Assert.DoesNotContain(
            Repository.SourceFiles("src", "tests"),
                file => Path.GetFileNameWithoutExtension(file).EndsWith(nothing, StringComparison.Ordinal));

    /// <summary>Other pages name a decision by its number.</summary>
    [Fact]
    public void Decisions_HaveNumbersOfTheirOwn_WhichTheirTitlesRepeat()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "decisions"), "0*.md");
        var numbers = files.Select(file => Path.GetFileName(file)[..4]).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(numbers.GroupBy(number => number).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.Empty(files.Zip(numbers).Where(page => !File.ReadLines(page.First).First().StartsWith(
            $"# {int.Parse(page.Second, CultureInfo.InvariantCulture)}. ", StringComparison.Ordinal)).Select(page => page.First));
    }

    [Fact]
    public void Decisions_AreListedWithTheirTitles()
    {
        var folder = Path.Combine(Repository.Root, "docs", "decisions");
        var expected = Directory.GetFiles(folder, "0*.md").Order(StringComparer.Ordinal)
            .Select(file => (Name: Path.GetFileName(file), Title: File.ReadLines(file).First()[2..].Split(". ", 2)))
            .Select(page => $"{page.Title[0]}. [{page.Title[1]}]({page.Name})");

        var listed = File.ReadLines(Path.Combine(folder, "README.md")).Where(line => line.Contains("](", StringComparison.Ordinal));
        Assert.Equal(expected, listed);
    }

    [Fact]
    public void NugetConfig_NamesNoRegistry()
        => Assert.DoesNotContain("http", Repository.Read("nuget.config"), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Readme_TestCommand_IsTheOneThatCiRuns()
    {
        const string Command = "dotnet test TinyAudioDiffusion.slnx -c Release";
        Assert.Contains(Command, Repository.Read("README.md"), StringComparison.Ordinal);
        Assert.Contains(Command, Repository.Read(Path.Combine(".ci", "run")), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Text, int Number, bool IsCode)> LongLines(string file, Func<string, bool>? isCode = null)
        => File.ReadLines(file).Select((text, i) => (Text: text, Number: i + 1, IsCode: isCode?.Invoke(text) ?? false))
            .Where(line => line.Text.Length > MostColumns);

    [GeneratedRegex("\"(?:\\\\.|[^\"\\\\]){60,}|\"\"\".{60,}")]
    private static partial Regex LongString();
}
