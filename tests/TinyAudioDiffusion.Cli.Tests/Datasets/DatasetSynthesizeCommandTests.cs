using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.Datasets;

public sealed class DatasetSynthesizeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_kind_gets_a_folder_of_sounds()
    {
        var run = await Tad.SucceedAsync("dataset", "synthesize", "--out", _folder.Path, "-n", "2");
        Assert.Equal($"8 sounds in {_folder.Path}", run.Output.Trim());
        foreach (var kind in (string[])["kick", "snare", "hihat", "percussion"])
        {
            var clip = AudioClip.Load(Path.Combine(_folder[kind], $"{kind}-00001.wav"));
            Assert.Equal((44100, 2, 32768), (clip.SampleRate, clip.Channels, clip.Length));
            Assert.InRange(clip.Peak, 0.4f, 0.95f);
        }

        Assert.Equal(8, _folder.Files.Length);
    }

    [Fact]
    public async Task A_kind_alone_sounds_as_it_does_among_the_others()
    {
        await Tad.SucceedAsync("dataset", "synthesize", "--out", _folder["all"], "-n", "2", "--seed", "9");
        await Tad.SucceedAsync("dataset", "synthesize", "--out", _folder["one"], "-n", "2", "--seed", "9", "--kind", "hi-hat");
        await Tad.SucceedAsync("dataset", "synthesize", "--out", _folder["other"], "-n", "2", "--seed", "10", "--kind", "hihat");
        Assert.Equal(Sound("all"), Sound("one"));
        Assert.NotEqual(Sound("all"), Sound("other"));
        Assert.False(Directory.Exists(Path.Combine(_folder["one"], "kick")));

        byte[] Sound(string name) => File.ReadAllBytes(Path.Combine(_folder[name], "hihat", "hihat-00001.wav"));
    }

    [Theory]
    [InlineData("--out x --kind gong", "There is no kind \"gong\"")]
    [InlineData("--out x -n 0", "whole number")]
    [InlineData("--out x --variety 2", "number from 0 to 1")]
    [InlineData("-n 3", "--out")]
    public async Task What_makes_no_sense_is_said(string arguments, string part)
    {
        var run = await Tad.RunAsync(["dataset", "synthesize", .. arguments.Split(' ')]);
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(part, run.Error, StringComparison.Ordinal);
    }
}
