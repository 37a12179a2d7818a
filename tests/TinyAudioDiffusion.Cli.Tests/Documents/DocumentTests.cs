using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace TinyAudioDiffusion.Cli.Tests.Documents;

/// <summary>
/// What the documents show is what happens: every command runs as it is written, in one folder for each document, and prints what is below it.
/// Every C# block compiles and runs. Blocks of other languages are data.
/// </summary>
/// <remarks>With <c>TAD_UPDATE_DOCUMENTS=1</c> the tests write the output of now into the documents.</remarks>
[Collection(nameof(WorkingFolder))]
public sealed partial class DocumentTests
{
    private static readonly string[] _data = ["json", "text", "csv", "yaml", "xml", "python"];

    public static TheoryData<string> Documents { get; } = [.. new[] { "README.md" }
        .Concat(Find("docs", SearchOption.TopDirectoryOnly))
        .Concat(Find("src", SearchOption.AllDirectories))];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Commands_RunAsWritten_AndPrintWhatIsShown(string document)
    {
        var path = Path.Combine(WorkingFolder.Repository, document);
        var markdown = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        using var folder = new WorkingFolder();
        var changes = new List<(CodeBlock Block, string Text)>();
        foreach (var block in CodeBlock.Read(markdown).Where(block => block is { Language: "", IsSkipped: false }))
        {
            var shown = new List<string>();
            foreach (var command in DocumentedCommand.Read(block))
            {
                var where = $"{document}:{block.Line}: {command.Line}";
                var printed = await RunAsync(command, where);
                var isSame = block.OutputDiffers || command.Output is null || IsSame(command.Output, printed);
                shown.Add($"$ {command.Line}");
                shown.AddRange(isSame ? command.Output ?? [] : printed);
                Assert.True(isSame || IsUpdate, $"{where}\n{string.Join('\n', printed)}");
            }

            if (block.Text.StartsWith("$ ", StringComparison.Ordinal))
                changes.Add((block, string.Join('\n', shown) + "\n"));
        }

        if (!IsUpdate)
            return;
        foreach (var (block, text) in changes.AsEnumerable().Reverse())
            markdown = markdown.Remove(block.Start, block.Text.Length).Insert(block.Start, text);
        await File.WriteAllTextAsync(path, markdown, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Code_CompilesAndRuns(string document)
    {
        var markdown = await File.ReadAllTextAsync(Path.Combine(WorkingFolder.Repository, document), TestContext.Current.CancellationToken);
        using var folder = new WorkingFolder();
        foreach (var block in CodeBlock.Read(markdown).Where(block => block is { Language: "csharp", IsSkipped: false }))
            await DocumentedCode.RunAsync(block, $"{document}:{block.Line}");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Blocks_AreCommandsCodeOrData(string document)
    {
        var markdown = File.ReadAllText(Path.Combine(WorkingFolder.Repository, document));
        Assert.All(CodeBlock.Read(markdown), block => Assert.True(
            block.IsSkipped || block.Language is "" or "csharp" || _data.Contains(block.Language), $"{document}:{block.Line}: {block.Language}"));
    }

    private static bool IsUpdate => Environment.GetEnvironmentVariable("TAD_UPDATE_DOCUMENTS") == "1";

    private static IEnumerable<string> Find(string folder, SearchOption option)
        => Directory.EnumerateFiles(Path.Combine(WorkingFolder.Repository, folder), "*.md", option)
            .Select(file => Path.GetRelativePath(WorkingFolder.Repository, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> RunAsync(DocumentedCommand command, string where)
    {
        if (command.Line.StartsWith("sha256sum ", StringComparison.Ordinal))
        {
            return [.. command.Line.Split(' ').Skip(1).Select(
                file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {file}")];
        }

        Assert.True(command.Arguments is not null, $"{where}: the tests run tad alone; mark the block with \"not run\".");
        using var printed = new StringWriter();
        var exitCode = await TadApplication.RunAsync(command.Arguments, printed, printed, TestContext.Current.CancellationToken);
        var failsAsShown = command.Output?.Any(line => line.StartsWith("error: ", StringComparison.Ordinal)) ?? false;
        Assert.True(exitCode == 0 || failsAsShown, $"{where} exits with {exitCode}: {printed}");
        return printed.ToString().TrimEnd('\n').Split('\n');
    }

    // "..." in a document stands for any number of lines.
    private static bool IsSame(IReadOnlyList<string> shown, IReadOnlyList<string> printed)
    {
        var end = shown.ToList().IndexOf("...");
        return end < 0
            ? shown.Select(Steady).SequenceEqual(printed.Select(Steady))
            : shown.Take(end).Select(Steady).SequenceEqual(printed.Take(end).Select(Steady));
    }

    // Times, engines and folders of the user's differ from machine to machine.
    private static string Steady(string line)
        => Varying().Replace(line.TrimEnd(), "*").Replace(WorkingFolder.Cache, "/home/me/.cache/huggingface/hub", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=""elapsedSeconds"": )[0-9.]+|[0-9.]+(?= s in the network)|managed, .* threads?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Varying();
}
