using System.Text.Json;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>The file metrics.jsonl of a run: it grows by one line at a time, so that it can be read while the training goes on.</summary>
public static class MetricsFile
{
    /// <summary>Reads the lines of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The lines in their order; empty where there is no file. A last line that is not whole yet is left out.</returns>
    /// <exception cref="TrainingException">A line is not what it should be.</exception>
    public static IReadOnlyList<MetricsLine> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            return [];

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var lines = new List<MetricsLine>();
        for (var start = 0; text.IndexOf('\n', start) is var end and >= 0; start = end + 1)
            lines.Add(Parse(text.AsSpan(start, end - start), path, lines.Count + 1));
        return lines;
    }

    /// <summary>Adds a line, which reaches the system before the call returns.</summary>
    internal static void Append(string path, MetricsLine line)
    {
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, MetricsJson.Default.MetricsLine), (byte)'\n']);
    }

    /// <summary>Takes away what lies behind a step, as if the training had been stopped right after it.</summary>
    internal static void CutBehind(string path, int step)
    {
        var kept = Read(path).Where(line => line.Step <= step).ToList();
        AtomicFile.Write(path, stream =>
        {
            foreach (var line in kept)
                stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, MetricsJson.Default.MetricsLine), (byte)'\n']);
        });
    }

    private static MetricsLine Parse(ReadOnlySpan<char> text, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(text, MetricsJson.Default.MetricsLine) ?? throw new TrainingException($"{path} (line {number}): is no line of metrics.");
        }
        catch (JsonException exception)
        {
            throw new TrainingException($"{path} (line {number}): is no line of metrics.", exception);
        }
    }
}
