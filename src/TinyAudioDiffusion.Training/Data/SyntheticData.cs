using TinyAudioDiffusion.Synthesis;

namespace TinyAudioDiffusion.Training.Data;

/// <summary>
/// The sounds of the drum synthesiser as training data. The labels are kick, snare, hihat and percussion, whichever kinds there are.
/// </summary>
/// <param name="drums">The synthesiser.</param>
public sealed class SyntheticData(SyntheticDrums drums) : ITrainingData
{
    private static readonly string[] _labels = ["kick", "snare", "hihat", "percussion"]; // in the order of DrumKind

    /// <inheritdoc/>
    public int SampleRate => drums.SampleRate;

    /// <inheritdoc/>
    public int Channels => drums.Channels;

    /// <inheritdoc/>
    public int Samples => drums.Samples;

    /// <inheritdoc/>
    public int Count => drums.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _labels;

    /// <inheritdoc/>
    public int Read(int index, ulong visit, Span<float> destination) => (int)drums.Render(index, visit, destination);
}
