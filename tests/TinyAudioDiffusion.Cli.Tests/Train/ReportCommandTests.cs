namespace TinyAudioDiffusion.Cli.Tests.Train;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Report_OfARun_WritesItsPage()
    {
        File.WriteAllText(_folder["metrics.jsonl"],
            "{\"step\":1,\"seconds\":1,\"loss\":0.5,\"smoothed_loss\":0.5,\"rate\":1e-4,\"gradient_norm\":1}\n{\"step\":");

        var run = await Tad.SucceedAsync("report", _folder.Path, "--refresh", "60");

        Assert.Contains("report.html", run.Output, StringComparison.Ordinal);
        Assert.Contains("content=\"60\"", File.ReadAllText(_folder["report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OfAnotherFolder_SaysSo()
    {
        Assert.Contains("nowhere", await Tad.FailAsync("report", _folder["nowhere"]), StringComparison.Ordinal);
        Assert.Contains("There is no training in", await Tad.FailAsync("report", _folder.Path), StringComparison.Ordinal);
    }
}
