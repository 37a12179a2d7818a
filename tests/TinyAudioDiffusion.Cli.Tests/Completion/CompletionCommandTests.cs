namespace TinyAudioDiffusion.Cli.Tests.Completion;

public sealed class CompletionCommandTests
{
    [Theory]
    [InlineData("bash", "complete -o default -F _tad tad")]
    [InlineData("zsh", "compdef _tad tad")]
    [InlineData("fish", "complete -c tad")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName tad")]
    public async Task Script_TeachesTheShell_AndSaysWhereToPutIt(string shell, string registers)
    {
        var script = (await Tad.SucceedAsync("completion", shell)).Output;

        Assert.StartsWith("# ", script, StringComparison.Ordinal);
        Assert.Contains($"tad completion {shell}", script.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("[suggest:", script, StringComparison.Ordinal);
        Assert.Contains(registers, script, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', script);
    }

    [Fact]
    public async Task Shell_ThatIsNotKnown_IsAUsageError()
        => Assert.Contains("bash, zsh, fish, pwsh", await Tad.FailAsync("completion", "csh"), StringComparison.Ordinal);

    [Theory]
    [InlineData("tad gen", "generate")]
    [InlineData("tad generate ", "snare")]
    [InlineData("tad generate --sam", "--sampler")]
    [InlineData("tad generate kick --sampler ", "v-adams")]
    [InlineData("tad generate kick --schedule ", "karras")]
    [InlineData("tad completion ", "fish")]
    [InlineData("tad new ", "console")]
    public async Task Suggestions_AreTheWordsThatFit(string line, string expected)
    {
        var run = await Tad.SucceedAsync($"[suggest:{line.Length}]", line);

        Assert.Contains(expected, run.Output.Split('\n', StringSplitOptions.TrimEntries));
    }
}
