namespace TinyAudioDiffusion.Documents.Tests;

public sealed class BlockTests
{
    private static readonly string[] _data = ["json", "text", "csv", "yaml", "xml", "python"];

    public static TheoryData<string> Documents { get; } = [.. Document.All];

    /// <summary>Commands and C# run; data has the name of its language. A block in another language would escape the tests.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Block_IsCommandsCodeOrData(string document)
        => Assert.All(CodeBlock.Read(document), block => Assert.True(
            block.Language is "" or "csharp" || _data.Contains(block.Language, StringComparer.Ordinal), $"{block}: {block.Language}"));

    [Fact]
    public void Documents_HaveCommandsAndCode()
    {
        var blocks = Document.All.SelectMany(CodeBlock.Read).ToList();

        Assert.InRange(blocks.Count(block => block.Language.Length == 0), 30, int.MaxValue);
        Assert.InRange(blocks.Count(block => block.Language == "csharp"), 20, int.MaxValue);
    }
}
