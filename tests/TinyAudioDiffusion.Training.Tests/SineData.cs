using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests;

/// <summary>Short sines, each of its own frequency, some visits a little quieter.</summary>
internal sealed class SineData(int count, params string[] labels) : ITrainingData
{
    public int SampleRate => 8000;

    public int Channels => 1;

    public int Samples => 32;

    public int Count => count;

    public IReadOnlyList<string> Labels => labels;

    /// <summary>Gets how many of the sounds have captions, which tell their frequencies.</summary>
    public int Captions { get; init; }

    public string? Caption(int index, ulong visit) => index < Captions ? $"{index + 1} periods" : null;

    public int Read(int index, ulong visit, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        if (destination.Length != Samples)
            throw new ArgumentException($"{destination.Length} samples.", nameof(destination));
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (float)(double.SinPi(2.0 * (index + 1) * i / Samples) * (1 - (0.02 * (visit % 5))));
        return labels.Length == 0 ? -1 : index % labels.Length;
    }
}
