using System.Text.RegularExpressions;
using TinyAudioDiffusion.Documents.Tests.Commands;

namespace TinyAudioDiffusion.Documents.Tests.Code;

/// <summary>
/// Every block of C# compiles, and runs unless <see cref="CodeSettings"/> gives a reason why not. A comment behind a
/// <c>Console.WriteLine</c> shows what it prints.
/// </summary>
public sealed partial class CodeTests
{
    private static readonly IReadOnlyList<CodeBlock> _blocks =
        [.. Document.All.SelectMany(CodeBlock.Read).Where(block => block.Language == "csharp")];

    private static readonly Lazy<DocumentedCode> _code = new(
        () => DocumentedCode.Compile(_blocks.Where(block => CodeSettings.Of(block).QuotedFrom is null)));

    public static TheoryData<string> Compiled { get; } = Rows(setting => setting.QuotedFrom is null);

    public static TheoryData<string> Run { get; } = Rows(setting => setting is { QuotedFrom: null, WhyNotRun: null });

    public static TheoryData<string> Quoted { get; } = Rows(setting => setting.QuotedFrom is not null);

    [Theory]
    [MemberData(nameof(Compiled))]
    public void Block_Compiles(string block) => Assert.Empty(_code.Value.ErrorsOf(Find(block)));

    [Theory]
    [MemberData(nameof(Run))]
    public async Task Block_Runs_AndPrintsWhatItsCommentsSay(string name)
    {
        var block = Find(name);
        using var folder = new WorkingFolder();

        var printed = await _code.Value.RunAsync(block);

        Assert.All(Printed().Matches(block.Text), match => Assert.Contains(match.Groups["text"].Value, printed, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Quoted))]
    public void Block_StandsInTheSource(string name)
    {
        var block = Find(name);
        var source = File.ReadAllText(Document.PathOf(CodeSettings.Of(block).QuotedFrom!));

        Assert.Contains(WithoutIndentation(block.Text), WithoutIndentation(source), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_AreOfBlocksThatTheDocumentsHave()
        => Assert.All(CodeSettings.All, setting => Assert.Contains(_blocks, setting.IsOf));

    private static TheoryData<string> Rows(Func<CodeSetting, bool> belongs)
        => [.. _blocks.Where(block => belongs(CodeSettings.Of(block))).Select(block => block.ToString())];

    private static CodeBlock Find(string name) => _blocks.Single(block => block.ToString() == name);

    private static string WithoutIndentation(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    [GeneratedRegex(@"Console\.WriteLine\(.*\);\s+// (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Printed();
}
