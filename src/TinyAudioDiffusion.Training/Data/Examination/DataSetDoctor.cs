using System.Collections.Concurrent;
using TinyAudioDiffusion.Audio.Folders;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Data.Examination;

/// <summary>
/// Examines a folder of sounds before a training uses it: which files would be left out, and which sounds may harm the training.
/// </summary>
public static class DataSetDoctor
{
    private const int LongestSeconds = 60;
    private const int MostImbalance = 10;

    /// <summary>Examines a folder. Files are looked at up to their first minute.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">The preparation of its files for a training; null for the steps of the reference.</param>
    /// <param name="progress">Receives the number of files that are done and of all files, from several threads.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The findings.</returns>
    /// <exception cref="DataSetException">There is no such folder, no sound in it can be used, or the CSV file is not what it should
    /// be.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static DataSetReport Examine(
        string folder,
        FolderDataOptions? options = null,
        IProgress<(int Step, int Steps)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new();
        var findings = new ConcurrentBag<DataSetFinding>();
        var seen = new ConcurrentDictionary<string, (SoundSketch Sketch, double Seconds)>(StringComparer.Ordinal);
        var data = FolderData.Open(folder, options, LongestSeconds, Inspect, progress, cancellationToken);

        var near = new NearDuplicates(data, Sketches(data, path => seen[path].Sketch));
        var seconds = seen.Values.Select(sound => sound.Seconds).Order().ToList();
        List<DataSetFinding> all =
        [
            .. findings, .. Skipped(data.Summary), .. Duplicates(data), .. NearlySame(data, near, cancellationToken),
            .. Imbalance(data.Summary),
        ];
        return new DataSetReport
        {
            Summary = data.Summary,
            Findings = [.. all.OrderBy(finding => finding.Kind)
                .ThenBy(finding => finding.Paths is [var path, ..] ? path : "", StringComparer.Ordinal)],
            TotalSeconds = seconds.Sum(),
            MedianSeconds = seconds[seconds.Count / 2],
            ComparedAll = near.ComparedAll,
        };

        void Inspect(SoundFile listed, PreparedSound prepared)
        {
            if (prepared.Samples is null)
                return;
            foreach (var finding in SoundExamination.Examine(listed.Path, prepared.File!, prepared.Raw!, options))
                findings.Add(finding);
            var sketch = new SoundSketch(SoundSketch.Mix(prepared.Samples, options.Channels));
            seen[listed.Path] = (sketch, (double)prepared.File!.Frames / prepared.File.SampleRate);
        }
    }

    private static IEnumerable<DataSetFinding> Skipped(DataSetSummary summary)
        => summary.Skipped.Select(file => new DataSetFinding(
            file.Kind == SkipReason.Silent ? FindingKind.Silent : FindingKind.Skipped, [file.Path], file.Reason));

    private static IEnumerable<DataSetFinding> Duplicates(FolderData data)
        => Enumerable.Range(0, data.Count).GroupBy(data.ContentHash).Where(group => group.Skip(1).Any())
            .Select(group => new DataSetFinding(FindingKind.Duplicate, [.. group.Select(data.PathOf)], "the same samples"));

    // Of equal sounds only the first one is compared.
    private static SoundSketch?[] Sketches(FolderData data, Func<string, SoundSketch> sketch)
    {
        var hashes = new HashSet<UInt128>();
        return [.. Enumerable.Range(0, data.Count).Select(i => hashes.Add(data.ContentHash(i)) ? sketch(data.PathOf(i)) : null)];
    }

    private static IEnumerable<DataSetFinding> NearlySame(FolderData data, NearDuplicates near, CancellationToken cancellationToken)
        => near.Find(cancellationToken).Select(group => new DataSetFinding(
            FindingKind.NearDuplicate, [.. group.Members.Select(data.PathOf)], $"the waveforms correlate by {group.Correlation:0.000}"));

    private static IEnumerable<DataSetFinding> Imbalance(DataSetSummary summary)
    {
        if (summary.Classes.Count > 1 && summary.Classes.MaxBy(count => count.Sounds) is { } most
            && summary.Classes.MinBy(count => count.Sounds) is { } least
            && most.Sounds > MostImbalance * least.Sounds)
        {
            yield return new DataSetFinding(
                FindingKind.Imbalance, [], $"\"{most.Label}\" has {most.Sounds} sounds, \"{least.Label}\" has {least.Sounds}");
        }

        if (summary.Classes.Count > 0 && summary.Unlabelled > 0)
            yield return new DataSetFinding(FindingKind.Imbalance, [], $"{summary.Unlabelled} of {summary.Usable} sounds have no class");
    }
}
