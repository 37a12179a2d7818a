using System.CommandLine;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>The names by which one calls a command.</summary>
internal static class CommandNames
{
    /// <summary>Writes a command with those above it: <c>tad tensor predict</c>.</summary>
    public static string Full(Command command)
    {
        var names = new List<string>();
        for (Symbol? symbol = command; symbol is not null and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
            names.Insert(0, symbol.Name);
        return string.Join(' ', names.Prepend("tad"));
    }
}
