using System.Numerics.Tensors;
using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation.Recognition;

/// <summary>
/// The similarity of two sounds, from 0 to 1: e^(-2 d^2 / s), with d^2 the mean squared difference of the embeddings and of two measures
/// (mean frequency and share of power below 150 Hz; one spread of each counts as much as 3.2 dB in every cell), and s its mean over pairs
/// of the given sounds, whose kinds are not looked at.
/// </summary>
internal sealed class KindSimilarity
{
    private const double MeasureWeight = 10; // dB^2
    private const double Farthest = 4; // in spreads, so that one odd measure does not decide alone

    private readonly double[] _means;
    private readonly double[] _spreads;
    private readonly List<double[]> _points;
    private readonly double _scale;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="sounds">The sounds that others are compared with.</param>
    public KindSimilarity(IReadOnlyList<AnalysedSound> sounds)
    {
        var raw = sounds.Select(Measures).ToList();
        _means = [.. Enumerable.Range(0, raw[0].Length).Select(i => raw.Average(values => values[i]))];
        _spreads = [.. _means.Select((mean, i) => Math.Sqrt(raw.Average(values => Squared(values[i] - mean))))];
        _points = [.. sounds.Select(PointOf)];

        // The mean over all ordered pairs is twice the mean distance from the centre.
        var centre = new double[_points[0].Length];
        foreach (var point in _points)
            TensorPrimitives.MultiplyAdd(point, 1.0 / _points.Count, centre, centre);
        _scale = 2 * _points.Average(point => Squared(TensorPrimitives.Distance<double>(point, centre)));
    }

    /// <summary>Computes the similarity of a sound to each of the given ones.</summary>
    public double[] To(AnalysedSound sound)
    {
        var point = PointOf(sound);
        return [.. _points.Select(other => Between(point, other))];
    }

    /// <summary>Computes the similarities of the given sounds to each other: a row for each, with those before it and itself.</summary>
    public double[][] Within()
    {
        var rows = new double[_points.Count][];
        Parallel.For(0, rows.Length, i => rows[i] = [.. _points.Take(i + 1).Select(other => Between(_points[i], other))]);
        return rows;
    }

    private double[] PointOf(AnalysedSound sound)
    {
        var cell = 1 / Math.Sqrt(sound.Embedding.Count);
        return
        [
            .. sound.Embedding.Select(value => value * cell),
            .. Measures(sound).Select((value, i) => _spreads[i] > 1e-9
                ? Math.Sqrt(MeasureWeight) * Math.Clamp((value - _means[i]) / _spreads[i], -Farthest, Farthest)
                : 0),
        ];
    }

    private double Between(double[] a, double[] b)
        => _scale > 0 ? Math.Exp(-2 * Squared(TensorPrimitives.Distance<double>(a, b)) / _scale) : 1;

    private static double[] Measures(AnalysedSound sound)
        => [Math.Log2(Math.Max(20, sound.Measures.Centroid)), Math.Sqrt(sound.Measures.LowShare)];

    private static double Squared(double value) => value * value;
}
