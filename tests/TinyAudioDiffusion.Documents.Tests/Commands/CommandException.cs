namespace TinyAudioDiffusion.Documents.Tests.Commands;

/// <summary>A command that a test does not run, or whose output it does not compare.</summary>
/// <param name="Document">The document.</param>
/// <param name="Start">How the command line begins.</param>
/// <param name="Reason">Why.</param>
internal sealed record CommandException(string Document, string Start, string Reason)
{
    /// <summary>Gets whether the command runs all the same, and only its output is not compared.</summary>
    public bool Runs { get; init; }

    public bool IsOf(DocumentedCommand command)
        => command.Block.Document == Document && command.Line.StartsWith(Start, StringComparison.Ordinal);
}
