using System.Numerics.Tensors;
using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Evaluation.Distances;

/// <summary>
/// The few directions in which sounds differ most, the first one most of all, found by iterating a subspace from seeded noise: the same for
/// the same sounds.
/// </summary>
internal sealed class PrincipalComponents
{
    private const int Iterations = 60;

    private readonly float[] _mean;
    private readonly float[][] _directions;

    private PrincipalComponents(float[] mean, float[][] directions) => (_mean, _directions) = (mean, directions);

    /// <summary>Finds at most so many components; points that are fewer have fewer.</summary>
    public static PrincipalComponents Of(IReadOnlyList<AnalysedSound> sounds, int count)
    {
        var mean = new float[SoundEmbedding.Dimensions];
        foreach (var sound in sounds)
            TensorPrimitives.Add(mean, sound.Point, mean);
        TensorPrimitives.Divide(mean, sounds.Count, mean);
        var centred = sounds.Select(sound =>
        {
            var point = new float[mean.Length];
            TensorPrimitives.Subtract(sound.Point, mean, point);
            return point;
        }).ToArray();

        count = Math.Min(count, Math.Max(1, Math.Min(sounds.Count - 1, mean.Length)));
        var directions = new float[count][];
        for (var i = 0; i < count; i++)
        {
            directions[i] = new float[mean.Length];
            new NoiseStream((ulong)i).Fill(directions[i], 1, 0);
        }

        Orthonormalize(directions);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            directions = [.. directions.Select(direction => Spread(centred, direction))];
            Orthonormalize(directions);
        }

        return new PrincipalComponents(mean, directions);
    }

    /// <summary>
    /// The first coordinates of a sound, in dB a cell of the embedding: their distance is that of the embeddings, as far as the components
    /// tell.
    /// </summary>
    public double[] Project(AnalysedSound sound, int count)
    {
        var point = new float[_mean.Length];
        TensorPrimitives.Subtract(sound.Point, _mean, point);
        return [.. _directions.Take(count).Select(direction => TensorPrimitives.Dot<float>(point, direction) / Math.Sqrt(_mean.Length))];
    }

    // The scatter matrix times the direction, without the matrix.
    private static float[] Spread(float[][] centred, float[] direction)
    {
        var sum = new float[direction.Length];
        foreach (var point in centred)
            TensorPrimitives.MultiplyAdd(point, TensorPrimitives.Dot<float>(point, direction), sum, sum);
        return sum;
    }

    // Gram and Schmidt; what vanishes stays zero.
    private static void Orthonormalize(float[][] directions)
    {
        for (var i = 0; i < directions.Length; i++)
        {
            var before = TensorPrimitives.Norm<float>(directions[i]);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++)
                    TensorPrimitives.MultiplyAdd(
                        directions[j], -TensorPrimitives.Dot<float>(directions[i], directions[j]), directions[i], directions[i]);
            }

            var norm = TensorPrimitives.Norm<float>(directions[i]);
            if (norm > 1e-6f * before)
                TensorPrimitives.Divide(directions[i], norm, directions[i]);
            else
                directions[i].AsSpan().Clear();
        }
    }
}
