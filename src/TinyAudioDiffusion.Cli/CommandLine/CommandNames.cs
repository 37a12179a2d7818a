using System.CommandLine;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>What a person types to reach a command.</summary>
internal static class CommandNames
{
    public static string Full(Command command)
    {
        var names = new List<string>();
        for (Symbol? symbol = command; symbol is not null and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
            names.Insert(0, symbol.Name);
        return string.Join(' ', names.Prepend("tad"));
    }
}
