namespace TinyAudioDiffusion.Tests.Character;

public sealed class CharacterFitTests
{
    [Fact]
    public void Coordinates_AreOfTheOrderOfOne_WithinAClass()
    {
        var prior = TestCharacters.Model.Priors[0]!;
        for (var i = 0; i < TestCharacters.Model.Space.Size; i++)
            Assert.InRange(Math.Sqrt(prior.Factor[i].Sum(value => value * value)), 0.1, 3);
    }

    [Fact]
    public void Measured_FollowsTheSound()
    {
        var space = TestCharacters.Model.Space;
        var (dull, bright) = (space.Measure(SoundControlsTests.Tone(90, 0.1)), space.Measure(SoundControlsTests.Tone(2500, 0.1)));
        var (brief, lasting) = (space.Measure(SoundControlsTests.Tone(90, 0.03)), space.Measure(SoundControlsTests.Tone(90, 0.2)));
        Assert.True(bright[0] > dull[0] && lasting[1] > brief[1] && bright[2] > dull[2] && brief[3] > lasting[3]);
    }

    [Fact]
    public void Quantiles_Rise_AndSlidersReachWhatWasRecorded()
    {
        var prior = TestCharacters.Model.Priors[0]!;
        Assert.All(prior.Quantiles, table => Assert.Equal(table.Order(), table));
        var (brief, lasting) = (TestCharacters.Model.Space.Measure(SoundControlsTests.Tone(90, 0.02)), TestCharacters.Model.Space.Measure(SoundControlsTests.Tone(90, 0.24)));
        Assert.InRange(prior.Draw(1, new() { Decay = 0 })[1], brief[1] - 0.2, lasting[1]);
        Assert.InRange(prior.Draw(1, new() { Decay = 1 })[1], brief[1], lasting[1] + 0.2);
    }

    [Fact]
    public void AClassWithoutASound_HasNoPrior()
    {
        var fit = new CharacterFit(3);
        for (var i = 0; i < 12; i++)
            fit.Add(1, SoundControlsTests.Tone(100 + (10 * i), 0.05 + (0.01 * ((i * 5) % 12))).Samples.Span, 1);
        var (_, priors) = fit.Fit(components: 2);
        Assert.Equal([true, false, true], priors.Select(prior => prior is null));
    }

    [Fact]
    public void SoundsThatDoNotDiffer_HaveNoCharacter()
    {
        var fit = new CharacterFit(1);
        Assert.Throws<InvalidOperationException>(() => fit.Fit());
        fit.Add(0, SoundControlsTests.Tone(100, 0.1).Samples.Span, 1);
        fit.Add(0, SoundControlsTests.Tone(100, 0.1).Samples.Span, 1);
        Assert.Throws<InvalidOperationException>(() => fit.Fit());
        Assert.Throws<ArgumentOutOfRangeException>(() => fit.Add(1, [0f], 1));
    }
}
