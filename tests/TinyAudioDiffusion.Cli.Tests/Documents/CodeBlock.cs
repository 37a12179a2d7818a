using System.Text.RegularExpressions;

namespace TinyAudioDiffusion.Cli.Tests.Documents;

/// <summary>A code block of a Markdown document.</summary>
/// <param name="Language">The language behind the fence; empty for commands.</param>
/// <param name="Text">The content.</param>
/// <param name="Start">Where the content begins in the document.</param>
/// <param name="Line">The line of the fence, from 1.</param>
/// <param name="Marker">The comment above the fence, which says what the tests do with the block; empty for none.</param>
/// <remarks>
/// Markers: <c>not run: REASON</c> leaves the block out; <c>output differs: REASON</c> runs commands without comparing what they print;
/// <c>before: CODE</c> is C# that precedes the block.
/// </remarks>
internal sealed partial record CodeBlock(string Language, string Text, int Start, int Line, string Marker)
{
    public bool IsSkipped => Marker.StartsWith("not run: ", StringComparison.Ordinal);

    public bool OutputDiffers => Marker.StartsWith("output differs: ", StringComparison.Ordinal);

    public string Before => Marker.StartsWith("before: ", StringComparison.Ordinal) ? Marker["before: ".Length..] : "";

    public static IReadOnlyList<CodeBlock> Read(string markdown) => [.. Blocks().Matches(markdown).Select(match => new CodeBlock(
        match.Groups["language"].Value,
        match.Groups["text"].Value,
        match.Groups["text"].Index,
        markdown.AsSpan(0, match.Groups["fence"].Index).Count('\n') + 1,
        match.Groups["marker"].Value))];

    [GeneratedRegex(
        @"^(<!-- (?<marker>(not run|output differs|before): [^\n]*?) -->\n)?(?<fence>```)(?<language>\w*)\n(?<text>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();
}
