using TinyAudioDiffusion.Training.Distillation;

namespace TinyAudioDiffusion.Training.Tests.Distillation;

public sealed class LevelChoiceTests
{
    /// <summary>Where each step costs the square of its length, equal steps cost least.</summary>
    [Fact]
    public void Shortest_OfSquares_IsEven()
    {
        var costs = new double[13, 13];
        for (var from = 0; from < 13; from++)
        {
            for (var to = from + 1; to < 13; to++)
                costs[from, to] = (to - from) * (to - from);
        }

        Assert.Equal([0, 3, 6, 9, 12], LevelChoice.Shortest(costs, 4));
        Assert.Equal([0, 12], LevelChoice.Shortest(costs, 1));
        Assert.Equal(Enumerable.Range(0, 13), LevelChoice.Shortest(costs, 12));
    }

    [Fact]
    public void Shortest_IsTheBestOfAllWays()
    {
        var random = new Random(5);
        var costs = new double[8, 8];
        for (var from = 0; from < 8; from++)
        {
            for (var to = from + 1; to < 8; to++)
                costs[from, to] = random.NextDouble();
        }

        var best = (
            from a in Enumerable.Range(1, 6)
            from b in Enumerable.Range(a + 1, Math.Max(0, 6 - a))
            orderby costs[0, a] + costs[a, b] + costs[b, 7]
            select new[] { 0, a, b, 7 }).First();
        Assert.Equal(best, LevelChoice.Shortest(costs, 3));
    }
}
