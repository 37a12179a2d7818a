using Spectre.Console;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>Tables as every command prints them: no box, one line below the header.</summary>
internal static class Tables
{
    public static Table Create(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        return table;
    }

    /// <summary>Adds a row of plain text: names from files are never read as markup.</summary>
    public static void AddTextRow(this Table table, params ReadOnlySpan<string> cells)
    {
        var row = new List<Text>();
        foreach (var cell in cells)
            row.Add(new Text(cell));
        table.AddRow(row);
    }
}
