using TinyAudioDiffusion.Evaluation.Distances;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Evaluation.Tests.Distances;

public sealed class FrechetDistanceTests
{
    [Fact]
    public void OneDimension_IsTheDifferenceOfMeansAndSpreads()
    {
        // Means 2 and 5; sample variances 2 and 8.
        var distance = FrechetDistance.Between([[1], [3]], [[3], [7]]);

        Assert.Equal(9 + Math.Pow(Math.Sqrt(8) - Math.Sqrt(2), 2), distance, 1e-9);
    }

    [Fact]
    public void SameCloud_IsZero_AndTheOrderDoesNotMatter()
    {
        var (a, b) = (Cloud(1, 40, 1, 0), Cloud(2, 30, 2, 1));

        Assert.Equal(0, FrechetDistance.Between(a, a), 1e-6);
        Assert.Equal(FrechetDistance.Between(a, b), FrechetDistance.Between(b, a), 1e-6);
    }

    [Fact]
    public void NormalClouds_AreAsFarApartAsTheirDistributions()
    {
        // Five independent coordinates: 5 (1^2 + (2 - 1)^2).
        Assert.Equal(10, FrechetDistance.Between(Cloud(1, 4000, 1, 0), Cloud(2, 4000, 2, 1)), 0.6);
        Assert.InRange(FrechetDistance.Within(Cloud(1, 4000, 1, 0))!.Value, 0, 0.1);
    }

    [Fact]
    public void FlatClouds_HaveADistanceToo()
    {
        double[][] line = [[1, 2, 0], [2, 4, 0], [3, 6, 0]];
        double[][] point = [[0, 0, 1], [0, 0, 1]];

        Assert.True(double.IsFinite(FrechetDistance.Between(line, point)));
        Assert.Equal(0, FrechetDistance.Between(point, point), 1e-9);
        Assert.Null(FrechetDistance.Within(line));
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between(line, [[1, 2, 3]]));
    }

    private static List<double[]> Cloud(ulong seed, int count, double spread, double mean)
    {
        var noise = new float[count * 5];
        new NoiseStream(seed).Fill(noise, 1, 0);
        return [.. noise.Chunk(5).Select(point => point.Select(value => mean + (spread * value)).ToArray())];
    }
}
