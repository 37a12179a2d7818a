using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TinyAudioDiffusion.Benchmarks.Distillation;

/// <summary>
/// <c>distillation [--out FOLDER] NAME:CALLS=EVALUATION.json ...</c>: network calls against quality, from the documents of <c>tad evaluate
/// --json</c>. Prints a table; writes it with a plot, distillation.svg, to a folder. Rows of one name are joined by a line.
/// </summary>
internal static class CallsAgainstQuality
{
    public static void Run(string[] arguments)
    {
        var folder = arguments is ["--out", var name, ..] ? name : null;
        var rows = arguments[(folder is null ? 0 : 2)..].Select(Read).ToList();
        var table = Table(rows);
        Console.Write(table);
        if (folder is null)
            return;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "distillation-measured.md"), table);
        File.WriteAllText(Path.Combine(folder, "distillation.svg"), QualityPlot.Write(rows));
    }

    private static QualityRow Read(string argument)
    {
        if (argument.Split('=') is not [var label, var path] || label.Split(':') is not [var name, var calls])
            throw new ArgumentException($"\"{argument}\" is not NAME:CALLS=FILE.", nameof(argument));
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var kinds = document.RootElement.GetProperty("kinds").EnumerateArray().ToList();
        var clouds = kinds.Select(kind => kind.GetProperty("cloud")).ToList();
        return new QualityRow(
            name, double.Parse(calls, CultureInfo.InvariantCulture),
            clouds.Average(cloud => cloud.GetProperty("kernel").GetProperty("value").GetDouble()),
            100 * clouds.Average(cloud => cloud.GetProperty("coverage").GetDouble()),
            100.0 * kinds.Sum(kind => kind.GetProperty("recognised").GetInt32())
                / kinds.Sum(kind => kind.GetProperty("sounds").GetProperty("sounds").GetInt32()),
            Hiss(kinds));
    }

    // Not a number where the sounds of a kind do not decay, so that they have no tail to measure.
    private static double Hiss(List<JsonElement> kinds)
        => kinds.Average(kind => kind.GetProperty("sounds").TryGetProperty("hissDbfs", out var hiss)
            ? hiss.GetProperty("median").GetDouble() : double.NaN);

    private static string Table(List<QualityRow> rows)
    {
        var table = new StringBuilder(
            "| | calls | log-mel KAD | coverage, % | recognised, % | tail above 8 kHz, dBFS |\n"
            + "|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Calls} | {row.Kad:0.0} | {row.Coverage:0} | ")
                .Append(CultureInfo.InvariantCulture, $"{row.Recognised:0} | ")
                .Append(double.IsNaN(row.Hiss) ? "not decayed" : row.Hiss.ToString("0", CultureInfo.InvariantCulture)).Append(" |\n");
        }

        return table.ToString();
    }
}
