using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>Prepares every file of a folder once, on all processors. The result does not depend on their number.</summary>
internal sealed class FolderScan
{
    private const int ReasonsTold = 3;

    private readonly string _folder;
    private readonly IReadOnlyList<SkippedFile> _unlisted;
    private readonly IReadOnlyList<SoundFile> _listed;
    private readonly PreparedSound[] _prepared;

    public FolderScan(string folder, FolderDataOptions options)
    {
        if (!Directory.Exists(folder))
            throw new DataSetException(
                folder, null, File.Exists(folder) ? "is a file; a folder of sounds is needed." : "there is no such folder.");
        _folder = folder;
        if (options.Csv is { } csv)
        {
            (_listed, _unlisted) = (CsvListing.Of(csv, folder), []);
        }
        else
        {
            var list = SoundFolder.List(folder, options.Formats);
            (_listed, _unlisted) = (list.Sounds, list.Skipped);
        }

        if (options.Captions)
            _listed = [.. _listed.Select(sound => sound with { Caption = sound.Caption ?? CaptionFile.Beside(sound) })];
        _prepared = new PreparedSound[_listed.Count];
    }

    /// <summary>Prepares every file.</summary>
    /// <param name="preparation">How.</param>
    /// <param name="seen">Receives every file once, on any thread: its place in the list, the file, and the result with its
    /// samples.</param>
    /// <param name="progress">Receives the number of files that are done and of all files.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public void Run(
        SoundPreparation preparation, Action<int, SoundFile, PreparedSound> seen, IProgress<(int Step, int Steps)>? progress,
        CancellationToken cancellationToken)
    {
        var done = 0;
        Parallel.For(0, _listed.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var prepared = preparation.Prepare(_listed[i]);
            seen(i, _listed[i], prepared);
            _prepared[i] = prepared with { Raw = null, Samples = null };
            var step = Interlocked.Increment(ref done);
            progress?.Report((step, _listed.Count));
        });
    }

    /// <summary>Gathers the sounds that can be used.</summary>
    /// <returns>The sounds with their places in the list, in the order of their paths; the labels; and the summary.</returns>
    /// <exception cref="DataSetException">There is none.</exception>
    public (IReadOnlyList<(int Key, FolderSound Sound)> Sounds, IReadOnlyList<string> Labels, DataSetSummary Summary) Gather()
    {
        var usable = Enumerable.Range(0, _listed.Count).Where(i => _prepared[i].Skipped is null).ToList();
        List<SkippedFile> skipped = [.. _unlisted, .. _prepared.Select(prepared => prepared.Skipped).OfType<SkippedFile>()];
        if (usable.Count == 0)
            throw NothingUsable(skipped);

        var labels = usable.Select(i => _listed[i].Label).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ToList();
        var sounds = usable.ConvertAll(
            i => (Key: i, Sound: new FolderSound(_listed[i], IndexOf(_listed[i].Label), _prepared[i].ContentHash)));
        var counts = sounds.CountBy(pair => pair.Sound.Label).ToDictionary();
        return (sounds, labels, new DataSetSummary
        {
            Files = _listed.Count,
            Usable = usable.Count,
            Skipped = skipped,
            Classes = [.. labels.Select((label, i) => new ClassCount(label, counts[i]))],
            Unlabelled = counts.GetValueOrDefault(-1),
            Duplicates = usable.Count - sounds.DistinctBy(pair => pair.Sound.ContentHash).Count(),
            ScaledDown = usable.Count(i => _prepared[i].ScaledDown),
        });

        int IndexOf(string? label) => label is null ? -1 : labels.IndexOf(label);
    }

    private DataSetException NothingUsable(List<SkippedFile> skipped)
    {
        var told = string.Join(' ', skipped.Take(ReasonsTold).Select(file => $"{file.Path} {file.Reason}"));
        var rest = skipped.Count > ReasonsTold ? $" And {skipped.Count - ReasonsTold} more." : "";
        var reason = skipped.Count == 0
            ? "holds no sound; WAV files in it or in folders below it are needed."
            : $"none of its sound files can be used. {told}{rest}";
        return new DataSetException(_folder, null, reason) { Skipped = skipped };
    }
}
