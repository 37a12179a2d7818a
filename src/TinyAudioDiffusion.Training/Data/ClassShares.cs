using TinyAudioDiffusion.Synthesis;

namespace TinyAudioDiffusion.Training.Data;

/// <summary>Lets the classes of a source be heard as often as <see cref="DrumClasses"/> says, however many sounds each has.</summary>
internal static class ClassShares
{
    // Percussion is more than one instrument, and is learnt twice as much as another kind.
    private const double PercussionWeight = 2;

    /// <summary>Mixes the classes of a source; a class that is not among <see cref="DrumClasses"/>, and sounds of none, are left out.</summary>
    /// <exception cref="DataSetException">No sound is of a known class.</exception>
    public static MixedData Of(ITrainingData data, int count)
    {
        var sounds = new List<int>[data.Labels.Count];
        var samples = new float[data.Channels * data.Samples];
        for (var index = 0; index < data.Count; index++)
        {
            var label = data.Read(index, visit: 0, samples);
            if (label >= 0)
                (sounds[label] ??= []).Add(index);
        }

        var parts = new List<(ITrainingData Data, double Weight)>();
        foreach (var (name, kind, share) in DrumClasses.All)
        {
            var label = data.Labels.ToList().FindIndex(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase));
            if (label >= 0 && sounds[label] is { } own)
                parts.Add((new SelectedData(data, own), share * (kind == DrumKind.Percussion ? PercussionWeight : 1)));
        }

        return parts.Count > 0
            ? new MixedData(parts, count)
            : throw new DataSetException("the sounds", null, $"none is of a known class: {string.Join(", ", DrumClasses.All.Select(@class => @class.Name))}.");
    }
}
