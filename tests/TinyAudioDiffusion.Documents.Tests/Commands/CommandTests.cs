using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using TinyAudioDiffusion.Cli;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Documents.Tests.Commands;

/// <summary>
/// What the documents show is what happens: every command of <c>tad</c> runs as it is written, in one folder for each document, and prints
/// what stands below it. Of those that cannot run here, <see cref="CommandExceptions"/> gives the reason, and the program's own parser
/// understands them all the same.
/// </summary>
/// <remarks>With <c>TAD_UPDATE_DOCUMENTS=1</c> the tests write the output of now into the documents.</remarks>
public sealed partial class CommandTests
{
    private static readonly bool _updates = Environment.GetEnvironmentVariable("TAD_UPDATE_DOCUMENTS") == "1";

    public static TheoryData<string> Documents { get; } = [.. Document.All.Where(document => DocumentedCommand.Read(document).Count > 0)];

    public static TheoryData<string> AllDocuments { get; } = [.. Document.All];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Commands_RunAsWritten_AndPrintWhatIsShown(string document)
    {
        var commands = DocumentedCommand.Read(document);
        if (commands.All(command => CommandExceptions.WhyNotRun(command) is not null))
            return; // the other theories look at them
        using var folder = new WorkingFolder();
        var changes = new Dictionary<DocumentedCommand, IReadOnlyList<string>>();
        foreach (var command in commands.Where(command => CommandExceptions.WhyNotRun(command) is null))
        {
            var start = Stopwatch.GetTimestamp();
            var printed = await RunAsync(command);
            TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s  {command}");
            if (command.Output is null || CommandExceptions.WhyPrintsOther(command) is not null || IsSame(command.Output, printed))
                continue;
            Assert.True(_updates, $"{command} prints\n{string.Join('\n', printed)}");
            changes.Add(command, printed);
        }

        await UpdateAsync(document, changes);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Command_IsUnderstood(string document)
    {
        foreach (var command in DocumentedCommand.Read(document))
        {
            if (command.Arguments is { } arguments && !ShowsError(command))
                Assert.Empty(TadApplication.FindErrors(arguments).Select(error => $"{command}: {error}"));
            if (command.Arguments is null)
                Assert.True(CommandExceptions.IsOfAnotherProgram(command), $"{command}: neither tad nor a program that the tests know.");
            foreach (var project in Projects().Matches(command.Line).Select(match => match.Groups["path"].Value))
                Assert.True(Path.Exists(Document.PathOf(project)), $"{command}: there is no {project}.");
        }
    }

    /// <summary>Commands in prose may leave out arguments, but have no word that the parser does not know.</summary>
    [Theory]
    [MemberData(nameof(AllDocuments))]
    public void CommandInProse_HasNoUnknownOption(string document)
        => Assert.All(Prose().Matches(Document.Read(document)), match =>
        {
            var line = match.Groups["line"].Value.Replace('\n', ' ');
            Assert.DoesNotContain(
                TadApplication.FindErrors(DocumentedCommand.Split(line)[1..]),
                error => error.Contains("nrecognized", StringComparison.Ordinal));
        });

    [Fact]
    public void Exceptions_AreOfCommandsThatTheDocumentsShow()
    {
        var commands = Document.All.SelectMany(DocumentedCommand.Read).ToList();

        Assert.All(CommandExceptions.All, exception => Assert.Contains(commands, exception.IsOf));
    }

    private static async Task<IReadOnlyList<string>> RunAsync(DocumentedCommand command)
    {
        if (command.Line.StartsWith("sha256sum ", StringComparison.Ordinal))
            return [.. command.Line.Split(' ').Skip(1).Select(
                file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {file}")];

        // A command of hours belongs to the exceptions: it ends as with Ctrl-C, and the test fails with its name.
        using var printed = new StringWriter();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        var exitCode = await TadApplication.RunAsync(command.Arguments!, printed, printed, limit.Token);
        Assert.True(ShowsError(command) == (exitCode != ExitCodes.Success), $"{command} exits with {exitCode}: {printed}");
        return printed.ToString().TrimEnd('\n').Split('\n');
    }

    private static bool ShowsError(DocumentedCommand command)
        => command.Output?.Any(line => line.StartsWith("error: ", StringComparison.Ordinal)) ?? false;

    private static async Task UpdateAsync(string document, Dictionary<DocumentedCommand, IReadOnlyList<string>> changes)
    {
        var markdown = Document.Read(document);
        foreach (var (command, printed) in changes)
        {
            markdown = markdown.Replace(
                Lines(command.Line, command.Output!), Lines(command.Line, Shortened(command.Output!, printed)), StringComparison.Ordinal);
        }

        if (changes.Count > 0)
            await File.WriteAllTextAsync(Document.PathOf(document), markdown, TestContext.Current.CancellationToken);
    }

    private static string Lines(string command, IEnumerable<string> output)
        => string.Concat(output.Prepend($"$ {command}").Select(line => line + "\n"));

    private static IEnumerable<string> Shortened(IReadOnlyList<string> shown, IReadOnlyList<string> printed)
        => End(shown) is { } end ? [.. printed.Take(end), "..."] : printed;

    // "..." in a document stands for all further lines.
    private static bool IsSame(IReadOnlyList<string> shown, IReadOnlyList<string> printed)
        => End(shown) is { } end
            ? shown.Take(end).Select(Steady).SequenceEqual(printed.Take(end).Select(Steady), StringComparer.Ordinal)
            : shown.Select(Steady).SequenceEqual(printed.Select(Steady), StringComparer.Ordinal);

    private static int? End(IReadOnlyList<string> shown) => shown.ToList().IndexOf("...") is >= 0 and var end ? end : null;

    // Times, engines and the user's folders differ from machine to machine.
    private static string Steady(string line)
        => Varying().Replace(line.TrimEnd(), "*").Replace(WorkingFolder.Cache, "/home/me/.cache/huggingface/hub", StringComparison.Ordinal);

    [GeneratedRegex(
        @"(?<=""elapsedSeconds"": )[0-9.]+|[0-9.]+(?= s in the network)|managed, .* threads?$"
            + @"|(?<=here is revision )[0-9a-f]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Varying();

    [GeneratedRegex(@"(?<!`)`(?<line>tad [^`]+)`(?!`)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prose();

    [GeneratedRegex(@"(?<=^| )(?<path>(src|samples|benchmarks|tests)/[\w./-]+|\w+\.slnx)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Projects();
}
