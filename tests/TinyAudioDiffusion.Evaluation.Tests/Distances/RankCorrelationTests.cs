using TinyAudioDiffusion.Evaluation.Distances;

namespace TinyAudioDiffusion.Evaluation.Tests.Distances;

public sealed class RankCorrelationTests
{
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 10, 100, 1000, 1001 }, 1)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 4, 3, 2, 1 }, -1)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 5, 5, 5, 5 }, 0)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 2, 1, 4, 3, 5 }, 0.8)] // 1 - 6 * 4 / (5 * 24)
    [InlineData(new double[] { 1, 1, 2, 2 }, new double[] { 1, 1, 2, 2 }, 1)]
    public void Order_IsWhatCounts(double[] a, double[] b, double expected) => Assert.Equal(expected, RankCorrelation.Of(a, b), 1e-12);

    [Fact]
    public void SeriesThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1], [1]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1, 2], [1, 2, 3]));
    }
}
