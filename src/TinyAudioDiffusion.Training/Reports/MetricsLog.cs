using System.Text;
using System.Text.Json;

namespace TinyAudioDiffusion.Training.Reports;

/// <summary>What a training run measured: the lines of its <c>metrics.jsonl</c>.</summary>
/// <param name="Entries">The measurements, by rising step.</param>
/// <param name="UnreadableLines">How many lines could not be read, beside a last one that is only half written.</param>
public sealed record MetricsLog(IReadOnlyList<MetricsEntry> Entries, int UnreadableLines)
{
    /// <summary>Reads a file, also one that is being written: a last line without its end is left for the next time.</summary>
    /// <param name="path">The path. A file that is not there has no entries.</param>
    /// <returns>The measurements. Where a run was resumed from an earlier step, the later measurement of a step counts.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MetricsLog Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var entries = new List<MetricsEntry>();
        var unreadable = 0;
        if (!File.Exists(path))
            return new MetricsLog(entries, 0);

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            var isLast = reader.Peek() < 0;
            if (line.Length == 0)
                continue;
            if (Parse(line) is not { } entry)
            {
                unreadable += isLast ? 0 : 1;
                continue;
            }

            while (entries.Count > 0 && entries[^1].Step >= entry.Step)
                entries.RemoveAt(entries.Count - 1);
            entries.Add(entry);
        }

        return new MetricsLog(entries, unreadable);
    }

    private static MetricsEntry? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("step", out var step) && step.TryGetInt64(out var number)
                ? new MetricsEntry(
                    number, Value(root, "seconds"), Value(root, "loss"), Value(root, "smoothed_loss"), Value(root, "rate"), Value(root, "gradient_norm"), Value(root, "validation_loss"))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // JSON has no word for what is not finite; some writers use strings, some null.
    private static double Value(JsonElement entry, string name)
        => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : double.NaN;
}
