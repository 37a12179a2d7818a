using System.Text;

namespace TinyAudioDiffusion.Documents.Tests.Commands;

/// <summary>A command of a document, with the output that the document shows.</summary>
/// <param name="Block">The block that it stands in.</param>
/// <param name="Line">The command line.</param>
/// <param name="Output">The lines below it; null where the block shows commands alone.</param>
internal sealed record DocumentedCommand(CodeBlock Block, string Line, IReadOnlyList<string>? Output)
{
    private const string InAClone = "dotnet run --project src/TinyAudioDiffusion.Cli -c Release -- ";
    private const string WithTorchSharp =
        "dotnet run --project src/TinyAudioDiffusion.Cli.TorchSharp -c Release -p:Libtorch=TorchSharp-cuda-linux -- ";

    /// <summary>Gets the arguments of <c>tad</c>; null for a command of another program.</summary>
    public string[]? Arguments
    {
        get
        {
            string[] starts = [InAClone, WithTorchSharp];
            var start = Array.Find(starts, start => Line.StartsWith(start, StringComparison.Ordinal));
            var line = start is null ? Line : "tad " + Line[start.Length..];
            return Split(line) is ["tad", .. var arguments] ? arguments : null;
        }
    }

    /// <summary>Reads all commands of a document. A "$" begins a command with its output; without any, every line is a command.</summary>
    public static IReadOnlyList<DocumentedCommand> Read(string document)
        => [.. CodeBlock.Read(document).Where(block => block.Language.Length == 0).SelectMany(Read)];

    public override string ToString() => $"{Block}: {Line}";

    /// <summary>Splits a line as a shell does: quotes hold words together, and # begins a comment.</summary>
    public static string[] Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char? quote = null;
        foreach (var letter in line + " ")
        {
            if ((quote is null && letter is '\'' or '"') || letter == quote)
                quote = quote is null ? letter : null;
            else if (quote is null && letter == '#' && word.Length == 0)
                break;
            else if (quote is not null || letter != ' ')
                word.Append(letter);
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return [.. words];
    }

    private static IEnumerable<DocumentedCommand> Read(CodeBlock block)
    {
        var lines = block.Text.TrimEnd('\n').Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');
        if (!lines[0].StartsWith("$ ", StringComparison.Ordinal))
            return lines.Select(line => new DocumentedCommand(block, line, null));
        var commands = new List<DocumentedCommand>();
        foreach (var line in lines)
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal))
                commands.Add(new(block, line[2..], []));
            else
                commands[^1] = commands[^1] with { Output = [.. commands[^1].Output!, line] };
        }

        return commands;
    }
}
