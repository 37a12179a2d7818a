using System.Xml.Linq;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.Pictures;

public sealed class PictureCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PictureCommandTests()
        => new AudioClip([.. Enumerable.Range(0, 8000).Select(i => (float)Math.Sin(i))], 1, 44100).Save(_folder["tone.wav"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Picture_OfSounds_IsOneSvgWithTheirNames()
    {
        var run = await Tad.SucceedAsync(
            "picture", _folder["tone.wav"], _folder["tone.wav"], "--title", "one", "--title", "two", "--out", _folder["new/p.svg"]);

        Assert.Contains("2 sounds", run.Output, StringComparison.Ordinal);
        var texts = XDocument.Load(_folder["new/p.svg"]).Descendants().Where(element => element.Name.LocalName == "text")
            .Select(element => element.Value).ToList();
        Assert.Contains("one", texts);
        Assert.Contains("two", texts);
    }

    [Fact]
    public async Task Picture_OfWhatIsNoSound_LeavesNothing()
    {
        File.WriteAllText(_folder["text.wav"], "no sound at all, but long enough for a header of a sound file");

        Assert.Contains("text.wav", await Tad.FailAsync("picture", _folder["tone.wav"], _folder["text.wav"], "--out", _folder["p.svg"]),
            StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["p.svg"]));
    }

    [Fact]
    public async Task Picture_WithTooFewTitles_IsAUsageError()
        => Assert.Equal(ExitCodes.Usage, (await Tad.RunAsync("picture", "a.wav", "b.wav", "--title", "one")).ExitCode);
}
