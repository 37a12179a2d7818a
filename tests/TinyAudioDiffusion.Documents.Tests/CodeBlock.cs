using System.Text.RegularExpressions;

namespace TinyAudioDiffusion.Documents.Tests;

/// <summary>A code block of a Markdown document.</summary>
/// <param name="Document">The document.</param>
/// <param name="Language">The language behind the fence; empty for commands.</param>
/// <param name="Text">The content.</param>
/// <param name="Start">Where the content begins in the document.</param>
/// <param name="Line">The line of the fence, from 1.</param>
internal sealed partial record CodeBlock(string Document, string Language, string Text, int Start, int Line)
{
    public string FirstLine => Text.Split('\n')[0];

    /// <summary>Reads the blocks of a document.</summary>
    public static IReadOnlyList<CodeBlock> Read(string document)
    {
        var markdown = Tests.Document.Read(document);
        return [.. Blocks().Matches(markdown).Select(match => new CodeBlock(
            document,
            match.Groups["language"].Value,
            match.Groups["text"].Value,
            match.Groups["text"].Index,
            markdown.AsSpan(0, match.Index).Count('\n') + 1))];
    }

    public override string ToString() => $"{Document}:{Line}";

    [GeneratedRegex(
        @"^```(?<language>\w*)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();
}
