using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>
/// The sound files of a folder and of those below it, WAV and <see cref="FolderDataOptions.Formats"/>, prepared as the reference prepares
/// them. The folders of the first level are the classes, unless a CSV file says otherwise.
/// </summary>
/// <remarks>
/// Opening looks at every file once: what cannot be used is skipped and listed in <see cref="Summary"/>, and never tried again. Sounds are
/// in the order of their paths, compared by character codes. Every visit of a sound is the same; <see cref="AugmentedData"/> varies them.
/// </remarks>
public sealed class FolderData : ITrainingData
{
    private readonly IReadOnlyList<(int Key, FolderSound Sound)> _sounds;
    private readonly FolderDataOptions _options;
    private readonly SoundPreparation _preparation;
    private readonly SoundCache _cache;

    private FolderData(
        string folder, FolderDataOptions options, SoundCache cache, IReadOnlyList<(int Key, FolderSound Sound)> sounds,
        IReadOnlyList<string> labels, DataSetSummary summary)
    {
        (Folder, Labels, Summary) = (folder, labels, summary);
        (_options, _cache, _sounds) = (options, cache, sounds);
        _preparation = new SoundPreparation(options);
    }

    /// <summary>Gets the folder as it was given.</summary>
    public string Folder { get; }

    /// <summary>Gets what was found: sounds, classes, and the files that were left out.</summary>
    public DataSetSummary Summary { get; }

    /// <inheritdoc/>
    public int SampleRate => _options.SampleRate;

    /// <inheritdoc/>
    public int Channels => _options.Channels;

    /// <inheritdoc/>
    public int Samples => _options.Samples;

    /// <inheritdoc/>
    public int Count => _sounds.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SoundIdentity> Sounds
        => [
            .. _sounds.Select(pair => new SoundIdentity(
                pair.Sound.Listed.Path, pair.Sound.ContentHash.ToString("x32"), pair.Sound.Listed.Label)),
        ];

    /// <summary>Gets the bytes that the sounds in memory take now.</summary>
    internal long CachedBytes => _cache.Bytes;

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">The preparation of its files; null for the steps of the reference.</param>
    /// <param name="progress">Receives the number of files that are done and of all files, from several threads.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The data.</returns>
    /// <exception cref="DataSetException">There is no such folder, no sound in it can be used, or the CSV file is not what it should
    /// be.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static FolderData Open(
        string folder,
        FolderDataOptions? options = null,
        IProgress<(int Step, int Steps)>? progress = null,
        CancellationToken cancellationToken = default)
        => Open(folder, options ?? new(), rawSeconds: 0, static (_, _) => { }, progress, cancellationToken);

    /// <summary>Gets the path of a sound's file below the folder, with "/" between folders.</summary>
    /// <param name="index">The sound.</param>
    /// <returns>The path.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sound.</exception>
    public string PathOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _sounds[index].Sound.Listed.Path;
    }

    /// <inheritdoc/>
    /// <exception cref="DataSetException">The file is gone or holds another sound than when the folder was opened.</exception>
    public int Read(int index, ulong visit, Span<float> destination)
    {
        ReadArguments.Check(this, index, destination.Length);
        var (key, sound) = _sounds[index];
        var samples = _cache.Find(key);
        if (samples is null)
        {
            samples = Prepare(sound);
            _cache.Add(key, samples, displaces: true);
        }

        samples.CopyTo(destination);
        return sound.Label;
    }

    /// <inheritdoc/>
    public string? Caption(int index, ulong visit) => _sounds[index].Sound.Listed.Caption;

    /// <summary>
    /// Splits the sounds in two by what they sound like, not by name or order: the same in every run, and after files were renamed, moved
    /// or added. Equal sounds land on the same side.
    /// </summary>
    /// <param name="validationShare">The share of the sounds to hold back for validation, between 0 and 1, met on average; each side gets a
    /// sound at least.</param>
    /// <returns>The two sides; both have all labels.</returns>
    /// <exception cref="DataSetException">All sounds are one and the same.</exception>
    public DataSplit Split(double validationShare)
    {
        if (!(validationShare is > 0 and < 1))
            throw new ArgumentOutOfRangeException(
                nameof(validationShare), validationShare, $"The share for validation is {validationShare}; it must be between 0 and 1.");
        var hashes = _sounds.Select(pair => pair.Sound.ContentHash).Distinct().Order().ToList();
        if (hashes.Count < 2)
            throw new DataSetException(Folder, null, "holds one sound only, which cannot be split; train without validation.");

        // Hashes are spread evenly over their range. Where a side would stay empty, it gets the sound next to it.
        var bound = (UInt128)(validationShare * Math.Pow(2, 64)) << 64;
        bound = UInt128.Max(bound, hashes[0] + 1);
        bound = UInt128.Min(bound, hashes[^1]);
        return new DataSplit(Select(hash => hash >= bound), Select(hash => hash < bound));
    }

    /// <summary>Opens a folder and calls a delegate with every file.</summary>
    internal static FolderData Open(
        string folder, FolderDataOptions options, int rawSeconds, Action<SoundFile, PreparedSound> inspect,
        IProgress<(int Step, int Steps)>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options.Validate();
        var scan = new FolderScan(folder, options);
        var cache = new SoundCache(options.CacheBytes);
        scan.Run(
            new SoundPreparation(options, rawSeconds),
            (key, listed, prepared) =>
            {
                inspect(listed, prepared);
                if (prepared.Samples is not null)
                    cache.Add(key, prepared.Samples, displaces: false);
            },
            progress,
            cancellationToken);
        var (sounds, labels, summary) = scan.Gather();
        return new FolderData(folder, options, cache, sounds, labels, summary);
    }

    /// <summary>Gets the number that equal sounds share.</summary>
    internal UInt128 ContentHash(int index) => _sounds[index].Sound.ContentHash;

    private SelectedData Select(Func<UInt128, bool> belongs)
        => new(this, [.. Enumerable.Range(0, Count).Where(i => belongs(_sounds[i].Sound.ContentHash))]);

    private float[] Prepare(FolderSound sound)
    {
        var prepared = _preparation.Prepare(sound.Listed);
        if (prepared.Skipped is { } skipped)
            throw new DataSetException(
                sound.Listed.FullPath, null, $"could be used when the folder was opened, but not any more: it {skipped.Reason}");
        if (prepared.ContentHash != sound.ContentHash)
            throw new DataSetException(
                sound.Listed.FullPath, null,
                "holds another sound than when the folder was opened; start again, so that the training knows its data.");
        return prepared.Samples!;
    }
}
