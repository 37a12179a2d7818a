namespace TinyAudioDiffusion.Documents.Tests.Code;

/// <summary>What stands around a fragment of C#, or why it is not run.</summary>
/// <param name="Document">The document.</param>
/// <param name="Start">How the block begins.</param>
internal sealed record CodeSetting(string Document, string Start)
{
    /// <summary>Gets the statements that the document takes for granted.</summary>
    public string Before { get; init; } = "";

    /// <summary>Gets what ends a statement of which the document shows a part.</summary>
    public string After { get; init; } = "";

    /// <summary>Gets why the block is compiled and not run; null where it runs.</summary>
    public string? WhyNotRun { get; init; }

    /// <summary>Gets the source file that the block quotes; null where it is code of a user.</summary>
    public string? QuotedFrom { get; init; }

    public bool IsOf(CodeBlock block) => block.Document == Document && block.Text.StartsWith(Start, StringComparison.Ordinal);
}
