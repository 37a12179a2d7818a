namespace TinyAudioDiffusion.Tests.Verbs;

public class SoundRegionTests
{
    [Theory]
    [InlineData("0.1-0.3", 1_000_000, 3_000_000L, null)]
    [InlineData("0-", 0, null, null)]
    [InlineData("0.0000001-2@1", 1, 20_000_000L, 1)]
    [InlineData("10-@0", 100_000_000, null, 0)]
    public void Text_RoundTrips(string text, long start, long? end, int? channel)
    {
        var region = new SoundRegion(new TimeSpan(start), end is { } ticks ? new TimeSpan(ticks) : null, channel);

        Assert.Equal(region, SoundRegion.Parse(text));
        Assert.Equal(text, region.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("-")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("a-b")]
    [InlineData("0-1@")]
    [InlineData("0-1@-1")]
    [InlineData("0-1@1@2")]
    [InlineData("1e3-2")]
    [InlineData("0-99999999")]
    public void Nonsense_IsNull(string text) => Assert.Null(SoundRegion.Parse(text));
}
