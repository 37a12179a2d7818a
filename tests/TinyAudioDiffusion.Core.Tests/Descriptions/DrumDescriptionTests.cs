using System.Globalization;

namespace TinyAudioDiffusion.Tests.Descriptions;

/// <summary>What descriptions mean; a row a phrase, as "drums | sliders | words that were not understood".</summary>
public sealed class DrumDescriptionTests
{
    [Theory]
    [InlineData("kick", "kick")]
    [InlineData("a Kick Drum, please!", "kick")]
    [InlineData("bass drum", "kick")]
    [InlineData("BD", "kick")]
    [InlineData("two kicks", "kick | | two")]
    [InlineData("snare", "snare")]
    [InlineData("snare drum", "snare")]
    [InlineData("hat", "hihat")]
    [InlineData("hi-hat", "hihat")]
    [InlineData("high hat", "hihat")]
    [InlineData("hihats", "hihat")]
    [InlineData("closed hat", "closed-hat")]
    [InlineData("closed hi-hat", "closed-hat")]
    [InlineData("open metallic hat", "open-hat | | metallic")]
    [InlineData("hat, open", "open-hat")]
    [InlineData("pedal hat", "pedal-hat")]
    [InlineData("open kick", "kick | | open")]
    [InlineData("perc", "percussion")]
    [InlineData("hand clap", "clap")]
    [InlineData("rimshot", "rim")]
    [InlineData("side stick", "rim")]
    [InlineData("cow bell", "cowbell")]
    [InlineData("wood block", "block")]
    [InlineData("claves", "block")]
    [InlineData("maracas", "shaker")]
    [InlineData("bongos", "conga")]
    [InlineData("cymbal", "crash")]
    [InlineData("ride cymbal", "ride")]
    [InlineData("ride bell", "bell")]
    [InlineData("tom-tom", "tom")]
    [InlineData("floor tom", "tom | pitch 0.2")]
    [InlineData("low tom", "tom | pitch 0.2")]
    [InlineData("high conga", "conga | pitch 0.8")]
    public void Drums_AreFoundByTheirNames(string text, string expected) => Assert.Equal(expected, Shown(text));

    [Theory]
    [InlineData("kick and snare", "kick:1 snare:1")]
    [InlineData("kick/tom hybrid", "kick:1 tom:1 | | hybrid")]
    [InlineData("between a kick and a tom", "kick:1 tom:1")]
    [InlineData("a kick with a bit of clap", "kick:1 clap:0.3")]
    [InlineData("70% kick, 30% snare", "kick:0.7 snare:0.3")]
    [InlineData("kick kick", "kick")]
    [InlineData("kick, not a snare", "kick | | not snare")]
    [InlineData("kick without clap", "kick | | without clap")]
    public void SeveralDrums_AreABlend(string text, string expected) => Assert.Equal(expected, Shown(text));

    [Theory]
    [InlineData("bright", "brightness 0.8")]
    [InlineData("dark", "brightness 0.2")]
    [InlineData("muffled", "brightness 0.2")]
    [InlineData("long", "decay 0.8")]
    [InlineData("short", "decay 0.2")]
    [InlineData("ringing", "decay 0.8")]
    [InlineData("deep", "pitch 0.2")]
    [InlineData("high-pitched", "pitch 0.8")]
    [InlineData("low pitched", "pitch 0.2")]
    [InlineData("punchy", "punch 0.8")]
    [InlineData("soft", "punch 0.2")]
    [InlineData("noisy", "noisiness 0.8")]
    [InlineData("clean", "noisiness 0.2")]
    [InlineData("tight", "decay 0.2, punch 0.8")]
    [InlineData("boomy", "decay 0.8, pitch 0.2")]
    [InlineData("crisp", "brightness 0.8, punch 0.8")]
    [InlineData("short boomy", "decay 0.2, pitch 0.2")]
    [InlineData("boomy short", "decay 0.2, pitch 0.2")]
    [InlineData("bright, no, dark", "brightness 0.9")]
    [InlineData("bright dark", "brightness 0.2")]
    public void Adjectives_MoveSliders(string text, string expected) => Assert.Equal(" | " + expected, Shown(text));

    [Theory]
    [InlineData("very dark", "brightness 0.1")]
    [InlineData("really dark", "brightness 0.1")]
    [InlineData("extremely dark", "brightness 0.02")]
    [InlineData("super short", "decay 0.02")]
    [InlineData("slightly dark", "brightness 0.35")]
    [InlineData("a bit dark", "brightness 0.35")]
    [InlineData("a little noisy", "noisiness 0.65")]
    [InlineData("somewhat bright", "brightness 0.65")]
    [InlineData("fairly long", "decay 0.7")]
    [InlineData("quite punchy", "punch 0.7")]
    [InlineData("medium bright", "brightness 0.7")]
    [InlineData("as dark as possible", "brightness 0.02")]
    [InlineData("brighter", "brightness 0.65")]
    [InlineData("noisier", "noisiness 0.65")]
    [InlineData("much brighter", "brightness 0.8")]
    [InlineData("slightly darker", "brightness 0.4")]
    [InlineData("purer", "noisiness 0.35")]
    [InlineData("fatter", "pitch 0.35")]
    [InlineData("shortest", "decay 0.02")]
    [InlineData("more punchy", "punch 0.65")]
    [InlineData("less bright", "brightness 0.35")]
    [InlineData("much less bright", "brightness 0.2")]
    [InlineData("a bit tight", "decay 0.35, punch 0.65")]
    public void Degrees_SayHowFar(string text, string expected) => Assert.Equal(" | " + expected, Shown(text));

    [Theory]
    [InlineData("not bright", "brightness 0.35")]
    [InlineData("isn't bright", "brightness 0.35")]
    [InlineData("not dark", "brightness 0.65")]
    [InlineData("not very bright", "brightness 0.4")]
    [InlineData("not bright at all", "brightness 0.1")]
    [InlineData("dark but not too dark", "brightness 0.35")]
    [InlineData("not too dark", "brightness 0.6")]
    [InlineData("not bright or noisy", "brightness 0.35, noisiness 0.35")]
    [InlineData("neither bright nor noisy", "brightness 0.35, noisiness 0.35")]
    [InlineData("without punch", "punch 0.1")]
    [InlineData("no ring", "decay 0.1")]
    [InlineData("no ring or click", "decay 0.1, punch 0.1")]
    [InlineData("no ring, no click, much noise", "decay 0.1, punch 0.1, noisiness 0.9")]
    [InlineData("without any hiss", "noisiness 0.1")]
    [InlineData("hardly any tail", "decay 0.2")]
    [InlineData("little noise", "noisiness 0.2")]
    public void Negations_TurnRound(string text, string expected) => Assert.Equal(" | " + expected, Shown(text));

    [Theory]
    [InlineData("punch", "punch 0.8")]
    [InlineData("more punch", "punch 0.65")]
    [InlineData("less noise", "noisiness 0.35")]
    [InlineData("lots of noise", "noisiness 0.9")]
    [InlineData("some ring", "decay 0.65")]
    [InlineData("low noise", "noisiness 0.2")]
    [InlineData("very low noise", "noisiness 0.1")]
    [InlineData("long tail", "decay 0.8")]
    [InlineData("short tail", "decay 0.2")]
    [InlineData("soft attack", "punch 0.2")]
    [InlineData("fast attack", "punch 0.8")]
    [InlineData("low pitch", "pitch 0.2")]
    [InlineData("high brightness", "brightness 0.8")]
    [InlineData("deep bass", "pitch 0.2")]
    [InlineData("no bass", "pitch 0.9")]
    [InlineData("medium length", "decay 0.5")]
    [InlineData("decay 0.3", "decay 0.3")]
    [InlineData("a decay of 0.3", "decay 0.3")]
    [InlineData("brightness: 80%", "brightness 0.8")]
    [InlineData("25% noise", "noisiness 0.25")]
    public void Nouns_TakeAmounts(string text, string expected) => Assert.Equal(" | " + expected, Shown(text));

    [Theory]
    [InlineData("dark short 808 kick", "kick | brightness 0.2, decay 0.2, pitch 0.2, noisiness 0.2")]
    [InlineData("808 kick", "kick | decay 0.8, pitch 0.2, noisiness 0.2")]
    [InlineData("TR-808 style kick", "kick | decay 0.8, pitch 0.2, noisiness 0.2")]
    [InlineData("bright kick, 808", "kick | brightness 0.8, decay 0.8, pitch 0.2, noisiness 0.2")]
    [InlineData("909 kick", "kick | punch 0.8")]
    [InlineData("808 snare", "snare | | 808")]
    [InlineData("808", " | | 808")]
    [InlineData("a very short, bright snare without noise", "snare | brightness 0.8, decay 0.1, noisiness 0.1")]
    [InlineData("open hat with a long tail, not too noisy", "open-hat | decay 0.8, noisiness 0.4")]
    [InlineData("deep punchy kick with little click", "kick | pitch 0.2, punch 0.2")]
    public void Sentences_AreWhatTheirWordsAre(string text, string expected) => Assert.Equal(expected, Shown(text));

    [Theory]
    [InlineData("", "")]
    [InlineData("!?", "")]
    [InlineData("the sound of a", "")]
    [InlineData("wobbly kick from Detroit", "kick | | wobbly, from, detroit")]
    [InlineData("super wobbly", " | | super wobbly")]
    [InlineData("very kick", "kick | | very")]
    [InlineData("decay 3", " | decay 0.8 | 3")]
    [InlineData("120% noise", " | noisiness 0.8 | 120%")]
    [InlineData("une caisse claire", " | | une, caisse, claire")]
    [InlineData("kick very", "kick | | very")]
    public void WhatIsNotUnderstood_IsNamed(string text, string expected) => Assert.Equal(expected, Shown(text));

    [Fact]
    public void Words_SayWhereAValueComesFrom()
    {
        var description = DrumDescription.Parse("Very dark 808 kick, no ring");
        Assert.Equal(["very dark", "no ring", "808", "808"], description.Sliders.Select(slider => slider.Words));
        Assert.Equal("kick", Assert.Single(description.Drums).Words);
        Assert.Equal("Very dark 808 kick, no ring", description.Text);
        Assert.Equal(new CharacterSliders { Brightness = 0.1, Decay = 0.1, Pitch = 0.2, Noisiness = 0.2 }, description.Character);
        Assert.Null(DrumDescription.Parse("kick").Character);
    }

    /// <summary>Any order of words, and any case: values stay in range, and nothing is lost without being named.</summary>
    [Fact]
    public void AnyWords_GiveValuesInRange_AndTheSameOnesAgain()
    {
        string[] words =
        [
            "very", "not", "dark", "bright", "or", "no", "punch", "808", "kick", "open", "hat", "more", "less", "a", "bit", "as",
            "possible", "at", "all", "0.3", "70%", "9", "low", "decay", "tight", "xyzzy", "and", "with", "nor",
            "too", "little", "ring", "shortest",
        ];
        for (var trial = 0u; trial < 3000; trial++)
        {
            var state = trial;
            var text = string.Join(' ', Enumerable.Range(0, 1 + (int)(trial % 9)).Select(_ =>
            {
                state = (state * 1664525) + 1013904223;
                return words[(state >> 8) % words.Length];
            }));
            var description = DrumDescription.Parse(text);
            Assert.All(description.Sliders, slider => Assert.InRange(slider.Value, 0, 1));
            Assert.Equal(description.Sliders.Select(slider => slider.Name).Distinct().Count(), description.Sliders.Count);
            Assert.Equal(text.Split(' ').Count(word => word == "xyzzy"),
                description.NotUnderstood.Sum(part => part.Split(' ').Count(word => word == "xyzzy")));
            Assert.Equal(Shown(text), Shown(text.ToUpperInvariant()));
        }
    }

    private static string Shown(string text)
    {
        var description = DrumDescription.Parse(text);
        var blends = description.Drums.Count > 1;
        var drums = string.Join(' ', description.Drums.Select(
            drum => blends ? string.Create(CultureInfo.InvariantCulture, $"{drum.Class}:{drum.Share}") : drum.Class));
        var sliders = string.Join(", ", description.Sliders.Select(
            slider => string.Create(CultureInfo.InvariantCulture, $"{slider.Name} {slider.Value}")));
        var rest = string.Join(", ", description.NotUnderstood);
        return (sliders, rest) switch
        {
            ("", "") => drums,
            (_, "") => $"{drums} | {sliders}",
            ("", _) => $"{drums} | | {rest}",
            _ => $"{drums} | {sliders} | {rest}",
        };
    }
}
