namespace TinyAudioDiffusion.Tests.Character;

public sealed class CharacterPriorTests
{
    private static readonly CharacterPrior _correlated = new()
    {
        Mean = [1, -1, 0, 0, 0, 2],
        Factor = [[2], [1, 1], [0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 0, 1], [0.5, 0.5, 0, 0, 0, 0.5]],
        Quantiles = [[-3, 1, 5], [-2, 0], [-1, 1], [-1, 1], [-1, 1]],
    };

    [Fact]
    public void Draws_HaveTheMeanAndTheCovariance()
    {
        const int Count = 20_000;
        var (sum, products) = (new double[6], new double[6, 6]);
        for (var seed = 0ul; seed < Count; seed++)
        {
            var drawn = _correlated.Draw(seed);
            for (var i = 0; i < 6; i++)
            {
                sum[i] += drawn[i] / Count;
                for (var j = 0; j < 6; j++)
                    products[i, j] += (drawn[i] - _correlated.Mean[i]) * (drawn[j] - _correlated.Mean[j]) / Count;
            }
        }

        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(_correlated.Mean[i], sum[i], 0.05);
            for (var j = 0; j < 6; j++)
                Assert.Equal(Covariance(i, j), products[i, j], 0.12);
        }
    }

    // x given y = q: mean m_x + C_xy / C_yy (q - m_y), variance C_xx - C_xy^2 / C_yy.
    [Fact]
    public void WhatIsAsked_IsMet_AndTheRestGoesWithIt()
    {
        const int Count = 20_000;
        var (mean, square) = (0.0, 0.0);
        for (var seed = 0ul; seed < Count; seed++)
        {
            var drawn = _correlated.Draw(seed, new() { Brightness = 0.75 });
            Assert.Equal(3f, drawn[0], 4); // halfway from 1 to 5
            mean += drawn[1] / Count;
            square += drawn[1] * drawn[1] / Count;
        }

        Assert.Equal(-1 + (Covariance(1, 0) / Covariance(0, 0) * (3 - 1)), mean, 0.05);
        Assert.Equal(Covariance(1, 1) - (Covariance(1, 0) * Covariance(1, 0) / Covariance(0, 0)), square - (mean * mean), 0.08);
    }

    [Fact]
    public void TwoSliders_AreBothMet()
    {
        var drawn = _correlated.Draw(7, new() { Brightness = 0, Decay = 1 });
        Assert.Equal((-3f, 0f), (MathF.Round(drawn[0], 4), MathF.Round(drawn[1], 4)));
    }

    [Fact]
    public void SameSeed_AnotherValue_IsTheSameCharacterChanged()
    {
        var (low, middle, high) = (_correlated.Draw(5, new() { Brightness = 0 }), _correlated.Draw(5, new() { Brightness = 0.5 }), _correlated.Draw(5, new() { Brightness = 1 }));
        Assert.Equal(_correlated.Draw(5), _correlated.Draw(5));
        for (var i = 0; i < 6; i++)
            Assert.Equal(middle[i], 0.5f * (low[i] + high[i]), 4); // the table is straight here
        Assert.Equal(low[2], high[2], 5); // nothing to do with brightness
    }

    private static double Covariance(int a, int b)
        => Enumerable.Range(0, Math.Min(a, b) + 1).Sum(k => _correlated.Factor[a][k] * _correlated.Factor[b][k]);
}
