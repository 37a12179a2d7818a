using System.Text.Json;

namespace TinyAudioDiffusion.Cli.Tests.Datasets;

public sealed class DatasetDoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DatasetDoctorCommandTests()
    {
        for (var i = 0; i < 5; i++)
            Tone(i).Save(_folder[$"kick/{i}.wav"]);
        Tone(9).Save(_folder["snare/a.wav"]);
        Tone(9).Save(_folder["snare/b.wav"]);
        File.WriteAllText(_folder["snare/c.wav"], "no sound");
        File.WriteAllText(_folder["snare/d.flac"], "fLaC");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Table_NamesSoundsClassesFindingsAndTheTimeOfAnEpoch()
    {
        var run = await Tad.SucceedAsync("dataset", "doctor", _folder.Path, "--threads", "1", "--model", Fixtures.Torch2);

        Assert.Empty(run.Error);
        Assert.All(
            [
                "7 of 9 files can be used", "kick 5, snare 2", "64 samples", "an epoch", "7 training steps of", "(torch2)", "Left out: 2",
                    "snare/c.wav  this is no sound file but a text",
                "the file ends before its first frame", "Duplicates: 1", "snare/a.wav = snare/b.wav", "Cut off: 7",
                    "... and 4 more; --all lists all.",
            ],
            words => Assert.Contains(words, run.Output, StringComparison.Ordinal));

        var all = await Tad.SucceedAsync("dataset", "doctor", _folder.Path, "--threads", "1", "--model", Fixtures.Torch2, "--all");
        Assert.DoesNotContain("more; --all", all.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_HasEverything()
    {
        await File.WriteAllTextAsync(_folder["list.csv"], "path,label\nkick/0.wav,a\nsnare/a.wav,b\nsnare/c.wav,b\n");
        var run = await Tad.SucceedAsync(
            "dataset", "doctor", _folder.Path, "--csv", _folder["list.csv"], "--threads", "1", "--model", Fixtures.Torch2, "--json");

        Assert.Empty(run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var report = json.RootElement;
        Assert.Equal(3, report.GetProperty("summary").GetProperty("files").GetInt32());
        Assert.Equal(2, report.GetProperty("summary").GetProperty("usable").GetInt32());
        Assert.Equal(["a", "b"],
            report.GetProperty("summary").GetProperty("classes").EnumerateArray().Select(count => count.GetProperty("label").GetString()));
        Assert.Equal("Malformed", report.GetProperty("summary").GetProperty("skipped")[0].GetProperty("kind").GetString());
        Assert.Equal("Skipped", report.GetProperty("findings")[0].GetProperty("kind").GetString());
        Assert.Equal("snare/c.wav", report.GetProperty("findings")[0].GetProperty("paths")[0].GetString());
        var epoch = report.GetProperty("epoch");
        Assert.Equal(2 * epoch.GetProperty("secondsPerStep").GetDouble(), epoch.GetProperty("seconds").GetDouble(), 1e-12);
        Assert.True(epoch.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public async Task PublishedForm_IsTheDefault()
    {
        var run = await Tad.SucceedAsync("dataset", "doctor", _folder["kick"]);

        Assert.Contains("44100 Hz, 2 channels, 32768 samples (0.743 s)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("classes", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_IsOneSentence()
    {
        Assert.Contains("no such folder", await Tad.FailAsync("dataset", "doctor", _folder["nowhere"]), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder["list.csv"], "path,label\nkick/77.wav,a\n");
        var missing = await Tad.FailAsync("dataset", "doctor", _folder.Path, "--csv", _folder["list.csv"]);
        Assert.Contains("list.csv (line 2): there is no file \"kick/77.wav\"", missing, StringComparison.Ordinal);
        File.Delete(_folder["snare/a.wav"]);
        File.Delete(_folder["snare/b.wav"]);
        Assert.Contains(
            "none of its sound files can be used", await Tad.FailAsync("dataset", "doctor", _folder["snare"]), StringComparison.Ordinal);
        File.Delete(_folder["snare/c.wav"]);
        Assert.Contains(
            "the file ends before its first frame", await Tad.FailAsync("dataset", "doctor", _folder["snare"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dataset", "doctor")]
    [InlineData("dataset --help", "doctor")]
    [InlineData("dataset doctor --help", "tad dataset doctor drums --csv drums.csv --json")]
    public async Task Help_TeachesTheCommand(string line, string expected)
        => Assert.Contains(expected, (await Tad.SucceedAsync(line.Split(' '))).Output, StringComparison.Ordinal);

    private static AudioClip Tone(int seed)
        => new([.. Enumerable.Range(0, 9000).Select(i => 0.5f * MathF.Exp(-i / 2000f) * MathF.Sin(i * (0.02f + (0.013f * seed))))], 1,
            44100);
}
