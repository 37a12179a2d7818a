using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests.Data;

/// <summary>A source whose sounds say which ones they are: the samples of sound i at visit v begin with i / 1000 and v / 1000.</summary>
internal sealed class SoundsInMemory(int count, string[] labels, int channels = 2, int samples = 64) : ITrainingData
{
    public int SampleRate => 8000;

    public int Channels => channels;

    public int Samples => samples;

    public int Count => count;

    public IReadOnlyList<string> Labels => labels;

    public Func<int, int, float> Sample { get; init; } = static (_, _) => 0.5f;

    public static (int Item, int Visit) Identify(ReadOnlySpan<float> sound)
        => ((int)Math.Round(sound[0] * 1000), (int)Math.Round(sound[1] * 1000));

    public int Read(int index, ulong visit, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, channels * samples);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = Sample(i / samples, i % samples);
        destination[0] = index / 1000f;
        destination[1] = visit / 1000f;
        return labels.Length == 0 ? -1 : index % labels.Length;
    }
}
