using NAudio.Midi;
using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.NAudio.Tests.Midi;

public sealed class MidiGrooveTests
{
    [Fact]
    public void Read_GivesHitsTempiAndBars()
    {
        var groove = Read(MidiBytes.Of(
            new TempoEvent(500_000, 0), new TempoEvent(250_000, 192), new TimeSignatureEvent(0, 3, 2, 24, 8),
            MidiBytes.Hit(0, 36), MidiBytes.Hit(96, 38, 64), MidiBytes.Hit(120, 42, 1), MidiBytes.Hit(360, 46)));

        Assert.Equal(
            [("kick", 0.0, 127), ("snare", 1.0, 64), ("closed-hat", 1.25, 1), ("open-hat", 3.75, 127)],
            groove.Hits.Select(hit => (hit.Part.Name, hit.Beat, (int)Math.Round(hit.Velocity * 127))));
        Assert.Equal((120, 6.0), (groove.Tempo, groove.Beats)); // two bars of three quarters
        Assert.Equal([new TempoChange(2, 240)], groove.TempoChanges);
        Assert.Empty(groove.Warnings);
    }

    [Fact]
    public void Read_WithDrumsOnChannelTen_LeavesOtherChannelsOut()
    {
        var groove = Read(MidiBytes.Of(MidiBytes.Hit(0, 36), MidiBytes.Hit(0, 40, channel: 1)));

        Assert.Equal("kick", Assert.Single(groove.Hits).Part.Name);
    }

    [Fact]
    public void Read_WithoutChannelTen_TakesAllChannels_AndNamesUnknownKeys()
    {
        var groove = Read(MidiBytes.Of(MidiBytes.Hit(0, 36, channel: 1), MidiBytes.Hit(48, 100, channel: 2)));

        Assert.Equal("kick", Assert.Single(groove.Hits).Part.Name);
        Assert.Equal("1 note of key 100, which is no drum, was left out", Assert.Single(groove.Warnings));
    }

    [Fact]
    public void Read_KeepsRunningStatus_AndSkipsForeignChunks()
    {
        byte[] file = [.. MidiBytes.Raw([0, 0x99, 36, 100, 48, 38, 100, 0, 0xFF, 0x2F, 0]), .. "XFIH"u8, 0, 0, 0, 2, 1, 2];

        Assert.Equal(["kick", "snare"], Read(file).Hits.Select(hit => hit.Part.Name));
    }

    [Fact]
    public void MidiAndGrid_OfTheSameMusic_AreTheSameGroove()
    {
        var grid = GrooveGrid.Parse("tempo: 100\nkick x.x.\nsnare ...X", "x");
        var midi = Read(MidiBytes.Of(
            new TempoEvent(600_000, 0), MidiBytes.Hit(0, 36, 102), MidiBytes.Hit(48, 36, 102), MidiBytes.Hit(72, 38)));

        Assert.Equal(
            grid.Hits.OrderBy(hit => hit.Beat).Select(hit => (hit.Beat, hit.Part)), midi.Hits.Select(hit => (hit.Beat, hit.Part)));
        Assert.Equal(grid.Tempo, midi.Tempo);
    }

    public static TheoryData<string, byte[], string?, string> Damaged() => new()
    {
        { "empty", [], null, "no MIDI file" },
        { "text", "kick x..."u8.ToArray(), null, "no MIDI file" },
        { "cut in the header", [.. "MThd"u8, 0, 0], "byte 0", "ends within a chunk" },
        { "a small header", [.. "MThd"u8, 0, 0, 0, 2, 0, 0], "header", "too few" },
        { "format 2", MidiBytes.Raw([0, 0x99, 36, 100], format: 2), "header", "format is 2" },
        { "frames of a film", MidiBytes.Raw([0, 0x99, 36, 100], ticks: 0xE728), "header", "ticks per quarter note" },
        { "no ticks", MidiBytes.Raw([0, 0x99, 36, 100], ticks: 0), "header", "ticks per quarter note" },
        { "a track that is cut", MidiBytes.Raw([0, 0x99, 36, 100])[..^1], "byte 14", "does not fit" },
        { "an event that is cut", MidiBytes.Raw([0, 0x99, 36]), "track 1, byte 22", "cannot be read" },
        { "a time without end", MidiBytes.Raw([0x80, 0x80, 0x80, 0x80, 0x80]), "track 1, byte 22", "ends within an event" },
        { "no status", MidiBytes.Raw([0, 36, 100]), "track 1, byte 22", "no status" },
        { "a text of 256 MB", MidiBytes.Raw([0, 0xFF, 1, 0xFF, 0xFF, 0xFF, 0x7F, 65]), "track 1, byte 22", "more bytes" },
        { "a note of 200", MidiBytes.Raw([0, 0x99, 200, 100]), "track 1, byte 22", "cannot be read" },
        { "a status of nobody", MidiBytes.Raw([0, 0xF4, 0]), "track 1, byte 22", "cannot be read" },
        { "a beat of no time", MidiBytes.Raw([0, 0xFF, 0x51, 3, 0, 0, 0, 0, 0x99, 36, 100]), "tick 0", "beats a minute" },
        { "no drums", MidiBytes.Raw([0, 0x99, 100, 100]), null, "no drum" },
    };

    [Theory]
    [MemberData(nameof(Damaged), DisableDiscoveryEnumeration = true)]
    public void Damage_IsNamedWithItsPlace(string fault, byte[] file, string? place, string reason)
    {
        var exception = Assert.Throws<GrooveFormatException>(() => Read(file));

        Assert.NotEmpty(fault);
        Assert.Equal(("x.mid", place), (exception.File, exception.Place));
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
    }

    private static Groove Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return MidiGroove.Read(stream, "x.mid");
    }
}
