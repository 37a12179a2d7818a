using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>
/// The optimal velocity for a mixture of normal distributions whose samples are independent: with the variance V = a^2 d^2 + s^2 of each
/// sample, E[clean | x] is the
/// mean of m + (a d^2 / V) (x - a m), weighted by each component's likelihood. For one noise level at a time.
/// </summary>
internal sealed class DiagonalMixture(double[][] means, double[][] deviations) : IDiffusionModel
{
    private readonly int _size = means[0].Length;
    private Level? _level;

    public DiffusionModelInfo Info { get; } =
        new() { Name = "mixture", SampleRate = 11025, Channels = 1, NativeLength = means[0].Length, LengthMultiple = means[0].Length };

    /// <summary>
    /// Decaying, falling tones, around which each sample deviates by its own amount, much at the onset and hardly at all in the tail.
    /// </summary>
    public static DiagonalMixture Tones(int components, int samples, double spread)
    {
        var (means, deviations) = (new double[components][], new double[components][]);
        for (var k = 0; k < components; k++)
        {
            // Golden-ratio sequences spread level, pitch and decay evenly over the components.
            var (a, b, c) = (Fraction(k * 0.618034), Fraction(k * 0.754878), Fraction(k * 0.569840));
            var (level, pitch, decay) = (0.2 + (0.8 * a), 2 + (38 * b * b), 0.05 + (0.35 * c));
            (means[k], deviations[k]) = (new double[samples], new double[samples]);
            for (var i = 0; i < samples; i++)
            {
                var time = (double)i / samples;
                var envelope = Math.Exp(-time / decay);
                means[k][i] = level * envelope * Math.Sin(2 * Math.PI * pitch * time * (1 + Math.Exp(-time * 10)));
                deviations[k][i] = (spread * level * envelope) + 0.001;
            }
        }

        return new DiagonalMixture(means, deviations);
    }

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        var level = _level is { } known
            && known.NoiseLevel == request.NoiseLevels[0] ? known : _level = new Level(means, deviations, request.NoiseLevels[0]);
        var (noisy, result) = (request.Noisy.ToArray(), new float[velocity.Length]);
        Parallel.For(0, request.Batch, item => Predict(level, noisy.AsSpan(item * _size, _size), result.AsSpan(item * _size, _size)));
        result.CopyTo(velocity);
    }

    public void Dispose()
    {
    }

    private static void Predict(Level level, ReadOnlySpan<float> x, Span<float> velocity)
    {
        var (difference, scratch, clean) = (new float[x.Length], new float[x.Length], new float[x.Length]);
        var shares = new double[level.Constants.Length];
        for (var k = 0; k < shares.Length; k++)
        {
            TensorPrimitives.Subtract(x, level.Centres[k], difference);
            TensorPrimitives.Multiply(difference, difference, scratch);
            shares[k] = -0.5 * (TensorPrimitives.Dot<float>(scratch, level.Precisions[k]) + level.Constants[k]);
        }

        Likelihoods.Normalize(shares);
        for (var k = 0; k < shares.Length; k++)
        {
            if (shares[k] < 1e-9)
                continue;
            TensorPrimitives.Subtract(x, level.Centres[k], difference);
            TensorPrimitives.MultiplyAdd(difference, level.Gains[k], level.Means[k], scratch);
            TensorPrimitives.MultiplyAdd(scratch, (float)shares[k], clean, clean);
        }

        Likelihoods.Velocity(x, clean, level.NoiseLevel, velocity);
    }

    private static double Fraction(double value) => value - Math.Floor(value);

    /// <summary>What depends on the noise level alone.</summary>
    private sealed class Level
    {
        public Level(double[][] means, double[][] deviations, float noiseLevel)
        {
            NoiseLevel = noiseLevel;
            var (s, a) = Math.SinCos(Math.PI / 2 * noiseLevel);
            Constants = new double[means.Length];
            (Means, Centres, Precisions, Gains) = (Rows(means), Rows(means), Rows(means), Rows(means));
            for (var k = 0; k < means.Length; k++)
            {
                for (var i = 0; i < means[k].Length; i++)
                {
                    var own = deviations[k][i] * deviations[k][i];
                    var variance = (a * a * own) + (s * s);
                    Constants[k] += Math.Log(variance);
                    (Means[k][i], Centres[k][i]) = ((float)means[k][i], (float)(a * means[k][i]));
                    (Precisions[k][i], Gains[k][i]) = ((float)(1 / variance), (float)(a * own / variance));
                }
            }
        }

        public float NoiseLevel { get; }

        public double[] Constants { get; }

        public float[][] Means { get; }

        public float[][] Centres { get; }

        public float[][] Precisions { get; }

        public float[][] Gains { get; }

        private static float[][] Rows(double[][] like) => [.. like.Select(row => new float[row.Length])];
    }
}
