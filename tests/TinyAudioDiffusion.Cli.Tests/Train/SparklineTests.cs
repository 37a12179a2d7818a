using TinyAudioDiffusion.Cli.Train;

namespace TinyAudioDiffusion.Cli.Tests.Train;

public sealed class SparklineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(79)]
    [InlineData(80)]
    [InlineData(10_000)]
    public void A_falling_curve_falls_in_at_most_its_columns(int values)
    {
        var curve = new Sparkline(40);
        for (var i = 0; i < values; i++)
            curve.Add(Math.Exp(-5.0 * i / values));

        var text = curve.ToString();

        Assert.Equal(Math.Min(values, 40), text.Length);
        Assert.Equal(string.Concat(text.OrderDescending()), text);
        Assert.Equal(values > 1 ? '█' : '▁', text[0]);
        Assert.Equal('▁', text[^1]);
    }

    [Fact]
    public void What_is_not_finite_is_left_out()
    {
        var curve = new Sparkline(10);
        foreach (var value in (ReadOnlySpan<double>)[double.NaN, 1, double.PositiveInfinity, -2])
            curve.Add(value);

        Assert.Equal("█▁", curve.ToString());
        Assert.Equal("", new Sparkline(10).ToString());
    }
}
