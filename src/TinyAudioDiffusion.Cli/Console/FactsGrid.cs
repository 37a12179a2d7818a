using Spectre.Console;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>Names with their values, one pair a line, the values below each other.</summary>
internal static class FactsGrid
{
    /// <summary>Writes the pairs that have a value.</summary>
    public static void WriteFacts(this IAnsiConsole console, IEnumerable<(string Name, string? Value)> facts)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var (name, value) in facts)
        {
            if (!string.IsNullOrEmpty(value))
                grid.AddRow(new Text(name), new Text(value));
        }

        console.Write(grid);
        console.WriteLine();
    }
}
