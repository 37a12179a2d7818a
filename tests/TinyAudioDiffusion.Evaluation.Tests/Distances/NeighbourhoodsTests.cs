using TinyAudioDiffusion.Evaluation.Distances;

namespace TinyAudioDiffusion.Evaluation.Tests.Distances;

public sealed class NeighbourhoodsTests
{
    // Points 0, 1, ..., 9 on a line: the fifth nearest of one at an end is 5 away, of one in the middle 3.
    private static readonly List<double[]> _line = [.. Enumerable.Range(0, 10).Select(i => new double[] { i })];

    [Fact]
    public void TheSamePoints_AreCoveredWhole()
    {
        var (coverage, density) = Neighbourhoods.Of(_line, _line);
        Assert.Equal(1, coverage);
        Assert.InRange(density, 1, 1.5); // each neighbourhood holds its five, its own point, and ties
    }

    [Fact]
    public void OnePoint_CoversWhatItIsNear()
    {
        // 0 reaches to 5, 1 to 6, 2 to 5, 3 to 6 or 0; 9 reaches down to 4: point 0 lies in the neighbourhoods of 0, 1, 2 and 3.
        var (coverage, density) = Neighbourhoods.Of([[0]], _line);
        Assert.Equal((0.4, 0.8), (coverage, density));
    }

    [Fact]
    public void PointsFarAway_CoverNothing()
        => Assert.Equal((0, 0), Neighbourhoods.Of([[100], [200]], _line));

    [Fact]
    public void TooFewPoints_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Neighbourhoods.Of([], _line));
        Assert.Throws<ArgumentException>(() => Neighbourhoods.Of(_line, [[0]]));
    }
}
