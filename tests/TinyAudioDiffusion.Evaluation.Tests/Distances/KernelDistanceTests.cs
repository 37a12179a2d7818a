using TinyAudioDiffusion.Evaluation.Distances;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Evaluation.Tests.Distances;

public sealed class KernelDistanceTests
{
    [Fact]
    public void CloudsOfOneDistribution_AreNotApart()
    {
        var distance = KernelDistance.Between(Normal(1, 200, 0), Normal(2, 200, 0));
        Assert.Equal(0, distance.Value, 0.6);
        Assert.InRange(distance.Value, distance.Low, distance.High);
    }

    // E k(x, y) of two normal clouds of variance 1 in d dimensions, means m apart, kernel width w: (w / (w + 2))^(d/2) e^(-m^2 / (2 (w + 2))).
    [Theory]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void ShiftedClouds_AreAsFarApartAsTheFormulaSays(double shift)
    {
        var real = Normal(4, 400, 0);
        var width = real.SelectMany((a, i) => real.Take(i).Select(b => ((a[0] - b[0]) * (a[0] - b[0])) + ((a[1] - b[1]) * (a[1] - b[1])))).Order().ElementAt(400 * 399 / 4);
        var expected = 100 * 2 * (width / (width + 2)) * (1 - Math.Exp(-shift * shift / (2 * (width + 2))));

        var distance = KernelDistance.Between(Normal(3, 400, shift), real);

        Assert.Equal(expected, distance.Value, 0.12 * expected);
        Assert.InRange(expected, distance.Low - (0.05 * expected), distance.High + (0.05 * expected));
    }

    [Fact]
    public void FewerPoints_DoNotMakeItLarger()
    {
        var few = Enumerable.Range(0, 20).Average(i => KernelDistance.Between(Normal(100 + (ulong)i, 12, 0), Normal(200 + (ulong)i, 12, 0)).Value);
        Assert.Equal(0, few, 3.0);
    }

    [Fact]
    public void OnePoint_IsRefused() => Assert.Throws<ArgumentException>(() => KernelDistance.Between([[0]], [[0], [1]]));

    private static List<double[]> Normal(ulong seed, int count, double shift)
    {
        var values = new float[2 * count];
        new NoiseStream(seed).Fill(values, 1, 0);
        return [.. values.Chunk(2).Select(pair => new double[] { pair[0] + shift, pair[1] })];
    }
}
