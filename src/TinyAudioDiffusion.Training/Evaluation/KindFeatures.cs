namespace TinyAudioDiffusion.Training.Evaluation;

/// <summary>What a classifier sees of a sound: its place among the reference sounds (32 principal components of the embedding) and a few measures.</summary>
internal sealed class KindFeatures
{
    private const int Components = 32;
    private const double Farthest = 4; // in spreads: one odd measure shall not decide alone

    private readonly double[] _means;
    private readonly double[] _spreads;

    /// <summary>Initializes a new instance: the space and the scales are those of the given sounds; their classes are not looked at.</summary>
    public KindFeatures(IReadOnlyList<AnalysedSound> sounds)
    {
        Space = PrincipalComponents.Of(sounds, Components);
        var raw = sounds.Select(Raw).ToList();
        _means = [.. Enumerable.Range(0, raw[0].Length).Select(i => raw.Average(values => values[i]))];
        _spreads = [.. Enumerable.Range(0, raw[0].Length).Select(i => Math.Sqrt(raw.Average(values => (values[i] - _means[i]) * (values[i] - _means[i]))))];
    }

    public PrincipalComponents Space { get; }

    public double[] Of(AnalysedSound sound)
        => [.. Raw(sound).Select((value, i) => _spreads[i] > 1e-9 ? Math.Clamp((value - _means[i]) / _spreads[i], -Farthest, Farthest) : 0)];

    private double[] Raw(AnalysedSound sound)
    {
        var measures = sound.Measures;
        return
        [
            .. Space.Project(sound, Components),
            Math.Log2(Math.Max(20, measures.Centroid)),
            Math.Sqrt(measures.LowShare),
            Math.Log2(Math.Clamp(measures.Decay ?? measures.Seconds, 0.01, 2)),
        ];
    }
}
