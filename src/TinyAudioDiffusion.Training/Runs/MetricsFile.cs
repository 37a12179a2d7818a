using System.Text.Json;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// The file metrics.jsonl of a run. It grows by one line at a time, so that programs can read it while the training goes on.
/// </summary>
public static class MetricsFile
{
    /// <summary>Reads the lines of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The lines in their order; none where there is no file. A last line that is not whole is left out, and so are last lines
    /// with zero bytes, which a power cut leaves.</returns>
    /// <exception cref="TrainingException">A line is no JSON object of metrics, or has a number that is not possible; the message names the
    /// line.</exception>
    public static IReadOnlyList<MetricsLine> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            return [];

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        var lines = new List<ReadOnlyMemory<byte>>();
        var rest = new ReadOnlyMemory<byte>(content.GetBuffer(), 0, (int)content.Length);
        for (int end; (end = rest.Span.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            lines.Add(rest[..end]);
        while (lines.Count > 0 && lines[^1].Span.Contains((byte)0))
            lines.RemoveAt(lines.Count - 1);
        return [.. lines.Select((line, i) => Parse(line.Span, path, i + 1))];
    }

    /// <summary>Adds a line, which reaches the system before the call returns.</summary>
    internal static void Append(string path, MetricsLine line)
    {
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(Bytes(line));
    }

    /// <summary>Removes the lines behind a step, as if the training had been stopped right after it.</summary>
    internal static void CutBehind(string path, int step)
    {
        var kept = Read(path).Where(line => line.Step <= step).ToList();
        AtomicFile.Write(path, stream =>
        {
            foreach (var line in kept)
                stream.Write(Bytes(line));
        });
    }

    private static byte[] Bytes(MetricsLine line)
        => [.. JsonSerializer.SerializeToUtf8Bytes(line, RunJson.Readable.MetricsLine), (byte)'\n'];

    private static MetricsLine Parse(ReadOnlySpan<byte> text, string path, int number)
    {
        try
        {
            var line = StrictJson.Deserialize(text, RunJson.Readable.MetricsLine)
                ?? throw new TrainingException($"{path} (line {number}): is no line of metrics.");
            return line.IsPossible
                ? line
                : throw new TrainingException(
                    $"{path} (line {number}): has a number that no training gives: one is not finite, or below 0.");
        }
        catch (JsonException exception)
        {
            throw new TrainingException($"{path} (line {number}): is no line of metrics.", exception);
        }
    }
}
