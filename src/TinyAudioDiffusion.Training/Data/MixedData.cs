namespace TinyAudioDiffusion.Training.Data;

/// <summary>
/// Several sources as one. Of an epoch's sounds each source has its share by weight: first those of the first source, then those of the
/// second, and so on, so a reader that does not go through all of them in turn must choose at random.
/// </summary>
/// <remarks>
/// Labels that differ only in case, hyphens, underscores and spaces are one class, spelt as in the source that has it first. A source goes
/// on where it stopped: with n places in the mixture, visit v of place k reads the sound number v n + k of its own, counted round and
/// round; each round is a new visit. So a large source is heard completely over some visits, and a small one varies.
/// </remarks>
public sealed class MixedData : ITrainingData
{
    private readonly List<Part> _parts = [];
    private readonly List<string> _labels = [];

    /// <summary>Initializes a new instance.</summary>
    /// <param name="sources">The sources, all of the same form, each with its weight above 0: twice the weight is twice as many sounds of
    /// an epoch.</param>
    /// <param name="count">The number of sounds make an epoch, at least one of each source; null for as many as the sources have
    /// together.</param>
    /// <exception cref="ArgumentException">There is no source, two differ in rate, channels or length, a weight is not a positive number,
    /// or a source's share is less than one sound.</exception>
    public MixedData(IReadOnlyList<(ITrainingData Data, double Weight)> sources, int? count = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0)
            throw new ArgumentException("A mixture needs a source at least.", nameof(sources));
        Count = count ?? checked((int)sources.Sum(source => (long)source.Data.Count));
        var form = sources[0].Data;
        (SampleRate, Channels, Samples) = (form.SampleRate, form.Channels, form.Samples);

        var (total, before, start) = (sources.Sum(source => source.Weight), 0.0, 0);
        for (var i = 0; i < sources.Count; i++)
        {
            var (data, weight) = sources[i];
            if (!(weight > 0 && double.IsFinite(total)))
                throw new ArgumentException($"The weight of source {i + 1} is {weight}; it must be a number above 0.", nameof(sources));
            if ((data.SampleRate, data.Channels, data.Samples) != (SampleRate, Channels, Samples))
            {
                throw new ArgumentException(
                    $"Source {i + 1} has {data.SampleRate} Hz, {data.Channels} channels and {data.Samples} samples; "
                        + $"the first has {SampleRate} Hz, {Channels} and {Samples}.",
                    nameof(sources));
            }

            before += weight;
            var end = i == sources.Count - 1 ? Count : (int)Math.Round(Count * (before / total));
            if (end <= start)
                throw new ArgumentException(
                    $"The weight of source {i + 1} leaves it none of {Count} sounds; more sounds or a larger weight are needed.",
                    nameof(sources));
            _parts.Add(new Part(data, start, end - start, [.. data.Labels.Select(IndexOf)]));
            start = end;
        }
    }

    /// <inheritdoc/>
    public int SampleRate { get; }

    /// <inheritdoc/>
    public int Channels { get; }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _labels;

    /// <inheritdoc/>
    public IReadOnlyList<SoundIdentity> Sounds => [.. _parts.SelectMany(part => part.Data.Sounds)];

    /// <inheritdoc/>
    public int Read(int index, ulong visit, Span<float> destination)
    {
        ReadArguments.Check(this, index, destination.Length);
        var (part, item, round) = Find(index, visit);
        var label = part.Data.Read(item, round, destination);
        return label < 0 ? -1 : part.Labels[label];
    }

    /// <inheritdoc/>
    public string? Caption(int index, ulong visit)
    {
        var (part, item, round) = Find(index, visit);
        return part.Data.Caption(item, round);
    }

    private (Part Part, int Item, ulong Round) Find(int index, ulong visit)
    {
        var part = _parts.FindLast(part => part.Start <= index)!;
        var (round, item) = UInt128.DivRem(((UInt128)visit * (uint)part.Length) + (uint)(index - part.Start), (UInt128)part.Data.Count);
        return (part, (int)item, unchecked((ulong)round));
    }

    private int IndexOf(string label)
    {
        var known = _labels.FindIndex(other => string.Equals(Plain(other), Plain(label), StringComparison.OrdinalIgnoreCase));
        if (known >= 0)
            return known;
        _labels.Add(label);
        return _labels.Count - 1;
    }

    // A label of signs alone is only itself.
    private static string Plain(string label) => string.Concat(label.Where(char.IsLetterOrDigit)) is { Length: > 0 } plain ? plain : label;

    private sealed record Part(ITrainingData Data, int Start, int Length, int[] Labels);
}
