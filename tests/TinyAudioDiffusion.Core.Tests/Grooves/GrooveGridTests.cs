using System.Globalization;
using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Tests.Grooves;

public sealed class GrooveGridTests
{
    [Fact]
    public void Parse_ReadsStepsAndSettings()
    {
        var groove = GrooveGrid.Parse("# A comment\ntempo: 96\nswing: 58%\nkick: x..X | o9..\nhat .x # to the end\n\n", "mine");

        Assert.Equal(("mine", 96, 0.58, 0.25, 2.0), (groove.Name, groove.Tempo, groove.Swing, groove.SwingStep, groove.Beats));
        Assert.Equal(
            [
                "kick 0 0.8", "kick 0.75 1", "kick 1 0.4", "kick 1.25 1",
                .. Enumerable.Range(0, 4).Select(i => $"closed-hat {Text(0.25 + (i * 0.5))} 0.8"),
            ],
            groove.Hits.Select(hit => $"{hit.Part.Name} {Text(hit.Beat)} {Text(hit.Velocity)}"));
    }

    [Fact]
    public void Parse_LinesOfOnePart_FollowEachOther()
    {
        var groove = GrooveGrid.Parse("step: 1/12\nsnare x..\nsnare ..x", "triplets");

        Assert.Equal([0.0, 5 * (4 / 12.0)], groove.Hits.Select(hit => hit.Beat));
        Assert.Equal(2, groove.Beats, 12);
    }

    [Theory]
    [InlineData("kick x..y", "line 1", "\"y\" is no step")]
    [InlineData("tempo: 120\nkik x...", "line 2", "no part \"kik\"")]
    [InlineData("tempo: fast\nkick x", "line 1", "from 1 to 1000")]
    [InlineData("tempo: 0\nkick x", "line 1", "from 1 to 1000")]
    [InlineData("swing: 90\nkick x", "line 1", "from 50 to 75")]
    [InlineData("step: 16\nkick x", "line 1", "1/16")]
    [InlineData("step: 1/0\nkick x", "line 1", "1/192")]
    [InlineData("kick x...\nsnare x..", "line 2", "snare has 3 steps")]
    [InlineData("kick\nsnare x..", "line 1", "kick has 0 steps")]
    [InlineData("kick", null, "no steps")]
    [InlineData("", null, "no steps")]
    [InlineData("99 x", "line 1", "no part \"99\"")]
    public void Parse_OfDamagedText_NamesPlaceAndReason(string text, string? place, string reason)
    {
        var exception = Assert.Throws<GrooveFormatException>(() => GrooveGrid.Parse(text, "mine.txt"));

        Assert.Equal(("mine.txt", place), (exception.File, exception.Place));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfBytesThatAreNoText_Throws()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [0xff, 0xfe, 0x80]);
            Assert.Throws<GrooveFormatException>(() => GrooveGrid.Load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void BuiltInGrooves_CanAllBeRead()
    {
        Assert.Contains("four-on-the-floor", BuiltInGrooves.Names);
        Assert.All(BuiltInGrooves.Names, name =>
        {
            var groove = BuiltInGrooves.Get(name);
            Assert.Equal((name, 8.0), (groove.Name, groove.Beats));
        });
        Assert.Throws<UnknownNameException>(() => BuiltInGrooves.Get("../secrets"));
    }

    [Theory]
    [InlineData(36, "kick", DrumKind.Kick)]
    [InlineData(38, "snare", DrumKind.Snare)]
    [InlineData(42, "closed-hat", DrumKind.HiHat)]
    [InlineData(46, "open-hat", DrumKind.HiHat)]
    [InlineData(45, "low-tom", DrumKind.Percussion)]
    public void GeneralMidi_KnowsItsKeys(int key, string name, DrumKind kind)
    {
        var part = GeneralMidiDrums.Find(key)!;

        Assert.Equal((name, kind), (part.Name, part.Kind));
        Assert.Same(part, GeneralMidiDrums.Find(name.ToUpperInvariant()));
        Assert.Same(part, GeneralMidiDrums.Find(key.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(Enumerable.Range(27, 61), GeneralMidiDrums.All.Select(entry => entry.Key));
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
