using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Training.Evaluation;

/// <summary>
/// How alike two sounds are, from 0 to 1: e^(-2 d^2 / s), with d^2 the mean squared difference of the embeddings and of two measures (mean frequency and share of power below 150 Hz; one spread
/// of each counts as much as 3.2 dB in every cell), and s its mean over pairs of the given sounds, whose kinds are not looked at.
/// </summary>
internal sealed class KindSimilarity
{
    private const double MeasureWeight = 10; // dB^2
    private const double Farthest = 4; // in spreads: one odd measure shall not decide alone

    private readonly double[] _means;
    private readonly double[] _spreads;
    private readonly double _scale;

    public KindSimilarity(IReadOnlyList<AnalysedSound> sounds)
    {
        var raw = sounds.Select(Measures).ToList();
        _means = [.. Enumerable.Range(0, raw[0].Length).Select(i => raw.Average(values => values[i]))];
        _spreads = [.. Enumerable.Range(0, raw[0].Length).Select(i => Math.Sqrt(raw.Average(values => (values[i] - _means[i]) * (values[i] - _means[i]))))];
        var points = sounds.Select(PointOf).ToList();

        // The mean over all ordered pairs is twice the mean distance from the centre.
        var centre = new double[points[0].Length];
        foreach (var point in points)
            TensorPrimitives.MultiplyAdd(point, 1.0 / points.Count, centre, centre);
        _scale = 2 * points.Average(point => Squared(TensorPrimitives.Distance<double>(point, centre)));
    }

    /// <summary>Places a sound among the others.</summary>
    public double[] PointOf(AnalysedSound sound)
    {
        var cell = 1 / Math.Sqrt(sound.Embedding.Count);
        return
        [
            .. sound.Embedding.Select(value => value * cell),
            .. Measures(sound).Select((value, i) => _spreads[i] > 1e-9 ? Math.Sqrt(MeasureWeight) * Math.Clamp((value - _means[i]) / _spreads[i], -Farthest, Farthest) : 0),
        ];
    }

    /// <summary>Tells how alike two places are.</summary>
    public double Between(double[] a, double[] b) => _scale > 0 ? Math.Exp(-2 * Squared(TensorPrimitives.Distance<double>(a, b)) / _scale) : 1;

    private static double[] Measures(AnalysedSound sound) => [Math.Log2(Math.Max(20, sound.Measures.Centroid)), Math.Sqrt(sound.Measures.LowShare)];

    private static double Squared(double value) => value * value;
}
