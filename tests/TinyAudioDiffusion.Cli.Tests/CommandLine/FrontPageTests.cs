using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.CommandLine;

public sealed class FrontPageTests
{
    [Fact]
    public async Task Tad_Alone_ShowsThreeExamplesThatAreUnderstood()
    {
        var run = await Tad.SucceedAsync();

        var examples = run.Output.Split('\n').Where(line => line.StartsWith("  tad ", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, examples.Count);
        Assert.All(examples, line => Assert.Empty(TadApplication.FindErrors(Words(line))));
    }

    [Fact]
    public async Task Tad_Alone_NamesEveryCommand()
    {
        var help = (await Tad.SucceedAsync("--help")).Output;
        var page = (await Tad.SucceedAsync()).Output.Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries).ToHashSet();

        var commands = help.Split("Commands:")[1].Split('\n')
            .Where(line => line.Length > 2 && line[2] != ' ')
            .Select(line => line.Trim().Split(' ')[0]).ToList();
        Assert.True(commands.Count > 20, help);
        Assert.All(commands, command => Assert.Contains(command, page));
    }

    [Fact]
    public async Task Quiet_WritesResultsAlone()
    {
        using var folder = new TemporaryFolder();
        var loud = await Tad.SucceedAsync("train", "synthetic:kick", "--preset", "tiny", "--steps", "1", "--out", folder["loud"]);
        var quiet = await Tad.SucceedAsync("train", "synthetic:kick", "--preset", "tiny", "--steps", "1", "--out", folder["quiet"], "-q");

        Assert.Contains("Started in", loud.Error, StringComparison.Ordinal);
        Assert.Empty(quiet.Error);
        Assert.NotEmpty(quiet.Output);
    }

    [Fact]
    public async Task Quiet_StillTellsErrors()
        => Assert.Contains("nosuch.wav", await Tad.FailAsync("inspect", "some/nosuch.wav", "--quiet"), StringComparison.Ordinal);

    [Fact]
    public async Task Verbose_TellsWhatTheLibraryLogs()
    {
        using var folder = new TemporaryFolder();
        var run = await Tad.SucceedAsync(
            "generate", "kick", "--model", Fixtures.TinyNoise, "--steps", "1", "--out", folder.Path, "--verbose");

        Assert.Contains("Loaded the model", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuietAndVerbose_ExcludeEachOther()
        => Assert.Equal(ExitCodes.Usage, (await Tad.RunAsync("models", "--quiet", "--verbose")).ExitCode);

    private static string[] Words(string example)
        => [.. example.Trim().Split("  ")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
}
