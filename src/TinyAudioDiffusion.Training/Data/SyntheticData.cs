using TinyAudioDiffusion.Synthesis;

namespace TinyAudioDiffusion.Training.Data;

/// <summary>
/// The sounds of the drum synthesiser as training data. The labels are kick, snare, hihat and percussion, whichever kinds there are; or the
/// classes of <see cref="DrumClasses"/>.
/// </summary>
/// <param name="drums">The synthesiser.</param>
/// <param name="tellsClasses">Whether labels are classes, claps and cowbells apart, instead of kinds.</param>
public sealed class SyntheticData(SyntheticDrums drums, bool tellsClasses = false) : ITrainingData
{
    private static readonly string[] _kinds = ["kick", "snare", "hihat", "percussion"]; // in the order of DrumKind
    private static readonly string[] _classes = [.. DrumClasses.All.Select(@class => @class.Name)];

    /// <inheritdoc/>
    public int SampleRate => SyntheticDrums.SampleRate;

    /// <inheritdoc/>
    public int Channels => SyntheticDrums.Channels;

    /// <inheritdoc/>
    public int Samples => drums.Samples;

    /// <inheritdoc/>
    public int Count => drums.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => tellsClasses ? _classes : _kinds;

    /// <inheritdoc/>
    public int Read(int index, ulong visit, Span<float> destination)
    {
        var kind = drums.Render(index, visit, destination, out var @class);
        return tellsClasses ? Array.IndexOf(_classes, @class) : (int)kind;
    }
}
