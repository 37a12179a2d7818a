namespace TinyAudioDiffusion.Training.Data;

/// <summary>Sounds of some classes of a model, told in all its classes: fine-tuning on snares leaves the other classes be.</summary>
internal sealed class RelabelledData : ITrainingData
{
    private readonly ITrainingData _source;
    private readonly int[] _labels;

    private RelabelledData(ITrainingData source, IReadOnlyList<string> labels, int[] places)
        => (_source, Labels, _labels) = (source, labels, places);

    public int SampleRate => _source.SampleRate;

    public int Channels => _source.Channels;

    public int Samples => _source.Samples;

    public int Count => _source.Count;

    public IReadOnlyList<string> Labels { get; }

    public IReadOnlyList<SoundIdentity> Sounds => _source.Sounds;

    /// <summary>Gives the sounds in the classes of a model; as they are where the model has none, or lacks one of theirs.</summary>
    public static ITrainingData For(ITrainingData source, IReadOnlyList<string> classes)
    {
        if (classes.Count == 0 || source.Labels.Count == 0 || classes.SequenceEqual(source.Labels, StringComparer.Ordinal))
            return source;
        var places = source.Labels.Select(
            label => classes.ToList().FindIndex(name => string.Equals(name, label, StringComparison.OrdinalIgnoreCase))).ToArray();
        return places.Contains(-1) || places.Distinct().Count() < places.Length ? source : new RelabelledData(source, classes, places);
    }

    public int Read(int index, ulong visit, Span<float> destination)
    {
        var label = _source.Read(index, visit, destination);
        return label < 0 ? -1 : _labels[label];
    }

    public string? Caption(int index, ulong visit) => _source.Caption(index, visit);
}
