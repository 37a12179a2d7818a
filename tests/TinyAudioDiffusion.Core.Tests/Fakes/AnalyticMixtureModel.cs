using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Tests.Fakes;

/// <summary>
/// The optimal velocity for a mixture of normal distributions with diagonal covariance, shaped like drums: every component is a decaying,
/// falling tone, around which each sample deviates by its own amount, much at the onset and hardly at all in the tail. With the variance
/// V = a^2 d^2 + s^2 of each sample, E[clean | x] is the mean of m + (a d^2 / V) (x - a m), weighted by each component's likelihood.
/// </summary>
internal sealed class AnalyticMixtureModel : IDiffusionModel
{
    private readonly double[][] _means;
    private readonly double[][] _deviations;

    public AnalyticMixtureModel(int components, int samples, double spread)
    {
        Info = new() { Name = "mixture", SampleRate = 44100, Channels = 1, NativeLength = samples, LengthMultiple = samples };
        _means = new double[components][];
        _deviations = new double[components][];
        for (var k = 0; k < components; k++)
        {
            // Golden-ratio sequences spread level, pitch and decay evenly over the components.
            var (a, b, c) = (Fraction(k * 0.618034), Fraction(k * 0.754878), Fraction(k * 0.569840));
            var (level, pitch, decay) = (0.2 + (0.8 * a), 2 + (38 * b * b), 0.05 + (0.35 * c));
            _means[k] = new double[samples];
            _deviations[k] = new double[samples];
            for (var i = 0; i < samples; i++)
            {
                var time = (double)i / samples;
                var envelope = Math.Exp(-time / decay);
                _means[k][i] = level * envelope * Math.Sin(2 * Math.PI * pitch * time * (1 + Math.Exp(-time * 10)));
                _deviations[k][i] = (spread * level * envelope) + 0.001;
            }
        }
    }

    /// <summary>A mixture around given sounds.</summary>
    public AnalyticMixtureModel(double[][] means, double[][] deviations)
    {
        var samples = means[0].Length;
        Info = new() { Name = "mixture", SampleRate = 44100, Channels = 1, NativeLength = samples, LengthMultiple = samples };
        _means = means;
        _deviations = deviations;
    }

    public DiffusionModelInfo Info { get; }

    public int Calls { get; private set; }

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        Calls++;
        var size = request.Samples;
        var clean = new double[size];
        for (var item = 0; item < request.Batch; item++)
        {
            var x = request.Noisy.Slice(item * size, size);
            var (s, a) = Math.SinCos(Math.PI / 2 * request.NoiseLevels[item]);
            Estimate(x, a, s, clean);
            for (var i = 0; i < size; i++)
                velocity[(item * size) + i] = (float)(s < 1e-9 ? 0 : ((a * x[i]) - clean[i]) / s);
        }
    }

    public void Dispose()
    {
    }

    private void Estimate(ReadOnlySpan<float> x, double a, double s, double[] clean)
    {
        Span<double> weights = stackalloc double[_means.Length];
        for (var k = 0; k < weights.Length; k++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                var variance = (a * a * _deviations[k][i] * _deviations[k][i]) + (s * s);
                var difference = x[i] - (a * _means[k][i]);
                weights[k] -= 0.5 * ((difference * difference / variance) + Math.Log(variance));
            }
        }

        var largest = double.NegativeInfinity;
        foreach (var weight in weights)
            largest = Math.Max(largest, weight);
        var sum = 0.0;
        foreach (ref var weight in weights)
            sum += weight = Math.Exp(weight - largest);

        Array.Clear(clean);
        for (var k = 0; k < weights.Length; k++)
        {
            if (weights[k] / sum < 1e-12)
                continue;
            for (var i = 0; i < x.Length; i++)
            {
                var d2 = _deviations[k][i] * _deviations[k][i];
                var variance = (a * a * d2) + (s * s);
                clean[i] += weights[k] / sum * (_means[k][i] + (a * d2 / variance * (x[i] - (a * _means[k][i]))));
            }
        }
    }

    private static double Fraction(double value) => value - Math.Floor(value);
}
