using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>What a training state remembers of the sounds, so that a training does not go on with others.</summary>
internal sealed record DataSummary(int Count, int SampleRate, int Channels, int Samples, IReadOnlyList<string> Labels)
{
    public static DataSummary Of(ITrainingData data) => new(data.Count, data.SampleRate, data.Channels, data.Samples, data.Labels);

    public bool IsSame(DataSummary other)
        => (Count, SampleRate, Channels, Samples) == (other.Count, other.SampleRate, other.Channels, other.Samples)
            && Labels.SequenceEqual(other.Labels, StringComparer.Ordinal);

    public override string ToString()
        => $"{Count} sounds of {Channels} x {Samples} samples at {SampleRate} Hz{(Labels.Count == 0 ? "" : $" in the classes {string.Join(", ", Labels)}")}";
}
