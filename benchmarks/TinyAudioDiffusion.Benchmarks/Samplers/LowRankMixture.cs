using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>
/// The optimal velocity for a mixture of normal distributions, each around the mean of some sounds, as wide as they differ along their
/// principal directions and by a floor in
/// all others. In a direction of variance l, x has the variance V = a^2 l + s^2, and the clean part of it is (a l / V) (x - a m).
/// </summary>
internal sealed class LowRankMixture : IDiffusionModel
{
    private readonly PrincipalDirections[] _components;
    private readonly double _floor;
    private readonly int _size;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="families">The sounds of each component.</param>
    /// <param name="floor">The deviation in all directions.</param>
    public LowRankMixture(IEnumerable<IReadOnlyList<float[]>> families, double floor)
    {
        _components = [.. families.Select(family => new PrincipalDirections(family))];
        _floor = floor * floor;
        _size = _components[0].Mean.Length;
        Info = new() { Name = "mixture", SampleRate = 11025, Channels = 1, NativeLength = _size, LengthMultiple = _size };
    }

    public DiffusionModelInfo Info { get; }

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        var (noisy, levels, result) = (request.Noisy.ToArray(), request.NoiseLevels.ToArray(), new float[velocity.Length]);
        Parallel.For(
            0, request.Batch, item => Predict(noisy.AsSpan(item * _size, _size), levels[item], result.AsSpan(item * _size, _size)));
        result.CopyTo(velocity);
    }

    public void Dispose()
    {
    }

    private void Predict(ReadOnlySpan<float> x, float noiseLevel, Span<float> velocity)
    {
        var (s, a) = Math.SinCos(Math.PI / 2 * noiseLevel);
        var elsewhere = (a * a * _floor) + (s * s);
        var (difference, clean) = (new float[_size], new float[_size]);
        var shares = new double[_components.Length];
        var places = new double[_components.Length][];
        for (var k = 0; k < shares.Length; k++)
        {
            var component = _components[k];
            places[k] = new double[component.Variances.Length];
            TensorPrimitives.MultiplyAdd(component.Mean, (float)-a, x, difference);
            var sum = (TensorPrimitives.SumOfSquares<float>(difference) / elsewhere) + ((_size - places[k].Length) * Math.Log(elsewhere));
            for (var j = 0; j < places[k].Length; j++)
            {
                var place = places[k][j] = TensorPrimitives.Dot<float>(component.Directions[j], difference);
                var variance = (a * a * (component.Variances[j] + _floor)) + (s * s);
                sum += (place * place * ((1 / variance) - (1 / elsewhere))) + Math.Log(variance);
            }

            shares[k] = -0.5 * sum;
        }

        Likelihoods.Normalize(shares);
        var gain = a * _floor / elsewhere;
        for (var k = 0; k < shares.Length; k++)
        {
            if (shares[k] < 1e-9)
                continue;
            var component = _components[k];
            TensorPrimitives.MultiplyAdd(component.Mean, (float)(shares[k] * (1 - (gain * a))), clean, clean);
            TensorPrimitives.MultiplyAdd(x, (float)(shares[k] * gain), clean, clean);
            for (var j = 0; j < places[k].Length; j++)
            {
                var own = component.Variances[j] + _floor;
                TensorPrimitives.MultiplyAdd(component.Directions[j],
                    (float)(shares[k] * ((a * own / ((a * a * own) + (s * s))) - gain) * places[k][j]), clean, clean);
            }
        }

        Likelihoods.Velocity(x, clean, noiseLevel, velocity);
    }
}
