using System.Globalization;

namespace TinyAudioDiffusion.Training.Reports;

/// <summary>A sound that a run made to be listened to: <c>samples/step-500-kick.wav</c>.</summary>
internal sealed record SampleFile(long Step, string Name, string Path)
{
    /// <summary>All sounds of a run, by step and name.</summary>
    public static List<SampleFile> In(string folder)
        => !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "*.wav").Select(Parse).OfType<SampleFile>().OrderBy(file => file.Step)
                .ThenBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>The steps that a page has room for: the first, the last, and evenly many between them.</summary>
    public static HashSet<long> Choose(IReadOnlyList<SampleFile> files, long maxBytes)
    {
        var steps = files.GroupBy(file => file.Step).Select(
            group => (Step: group.Key, Bytes: group.Sum(file => new FileInfo(file.Path).Length))).ToList();
        var kept = steps.Count;
        while (kept > 1 && Kept().Sum(step => step.Bytes) > maxBytes)
            kept--;
        return [.. Kept().Select(step => step.Step)];

        IEnumerable<(long Step, long Bytes)> Kept()
            => kept <= 1
                ? steps.TakeLast(1)
                : Enumerable.Range(0, kept).Select(i => steps[(int)((long)i * (steps.Count - 1) / (kept - 1))]);
    }

    private static SampleFile? Parse(string path)
    {
        var parts = System.IO.Path.GetFileNameWithoutExtension(path).Split('-', 3);
        return parts is ["step", var digits, ..] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? new SampleFile(step, parts.Length > 2 ? parts[2] : "sound", path)
            : null;
    }
}
