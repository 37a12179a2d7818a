using System.Text.Json;
using TinyAudioDiffusion.Hub.Tests.Processes;
using TinyAudioDiffusion.Hub.Tests.Source;

namespace TinyAudioDiffusion.Hub.Tests.Cli;

/// <summary><c>tad</c> as a process of its own, told by HF_ENDPOINT and HF_HOME where the Hub and the cache are.</summary>
public sealed class TadHubTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(10));

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Generate_FromTheHub_SaysWhatComes_AndWritesAWav()
    {
        await using var s = await ModelScenario.StartAsync();

        var (output, errors) = await SucceedAsync(
            s, "generate", "snare", "--model", HubScenario.Id, "--seed", "11", "--steps", "4", "--depth", "float", "--out", Out(s));
        var again = await SucceedAsync(
            s, "generate", "snare", "--model", $"{HubScenario.Id}@main", "--seed", "11", "--steps", "4", "--out", Out(s) + "2");

        Assert.Equal(await ModelScenario.FromFolderAsync(s), AudioClip.Load(Path.Combine(Out(s), "snare-11.wav")).Samples.ToArray());
        Assert.StartsWith(Path.Combine(Out(s), "snare-11.wav"), output, StringComparison.Ordinal);
        Assert.Equal(
            $"Downloading {HubScenario.Id}/{ModelScenario.Checkpoint} (883.7 kB) to "
                + $"{Path.Combine(Home(s), "hub", "models--acme--drums", "snapshots", HubScenario.Commit, ModelScenario.Checkpoint)}",
                errors.Trim());
        Assert.Empty(again.Errors);
        Assert.Single(s.Server.Seen, request => request.Origin == "cdn");
    }

    [Fact]
    public async Task Pull_DryRun_ShowsTheSizes_AndDownloadsNothing()
    {
        await using var s = await ModelScenario.StartAsync();

        var (output, _) = await SucceedAsync(s, "pull", HubScenario.Id, "--dry-run");

        Assert.Contains($"{ModelScenario.Checkpoint}  883.7 kB", output, StringComparison.Ordinal);
        Assert.Contains($"{HubScenario.Id}  commit {HubScenario.Commit}  ", output, StringComparison.Ordinal);
        Assert.EndsWith(" together; nothing was downloaded", output.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("README.md", output, StringComparison.Ordinal);
        s.AssertRequests("GET hub");
    }

    [Fact]
    public async Task Pull_WeightsOnly_SaysWhatWasNotChecked_AndGenerateUsesIt()
    {
        await using var s = await ModelScenario.StartAsync();

        var (output, errors) = await SucceedAsync(s, "pull", HubScenario.Id, "--weights-only", "--revision", "main");
        s.Server.ForgetRequests();
        var generated = await SucceedAsync(
            s, "generate", "--model", $"{HubScenario.Id}@{HubScenario.Commit}", "--weights-only", "--seed", "11", "--steps", "4", "--depth",
            "float", "--out", Out(s));

        Assert.Contains("model.safetensors", output, StringComparison.Ordinal);
        Assert.Contains($"commit {HubScenario.Commit}", output, StringComparison.Ordinal);
        Assert.Contains("of the whole file is not", errors, StringComparison.Ordinal);
        Assert.Equal(await ModelScenario.FromFolderAsync(s), AudioClip.Load(Directory.GetFiles(Out(s)).Single()).Samples.ToArray());
        Assert.Empty(generated.Errors);
        s.AssertRequests();
    }

    [Fact]
    public async Task Cache_ListVerifyRemove_AndModels()
    {
        await using var s = await ModelScenario.StartAsync();
        Assert.Contains("There are no models", (await SucceedAsync(s, "cache", "list")).Output, StringComparison.Ordinal);
        await SucceedAsync(s, "pull", HubScenario.Id);

        Assert.Contains(HubScenario.Id, (await SucceedAsync(s, "cache", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await SucceedAsync(s, "cache", "verify")).Output.Split("intact", StringSplitOptions.None).Length - 1);
        using var models = JsonDocument.Parse((await SucceedAsync(s, "models", "--json")).Output);
        var cached = models.RootElement.GetProperty("models").EnumerateArray()
            .Single(model => model.GetProperty("id").GetString() == HubScenario.Id);
        Assert.InRange(cached.GetProperty("cachedBytes").GetInt64(), 880_000, 890_000);

        await File.WriteAllBytesAsync(
            Path.Combine(Home(s), "hub", "models--acme--drums", "blobs", ModelScenario.CheckpointFile.Hash), new byte[10]);
        var damaged = await RunAsync(s, "cache", "verify", HubScenario.Id);
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains("DAMAGED", damaged.Output, StringComparison.Ordinal);
        Assert.Contains("1 file is damaged", damaged.Errors, StringComparison.Ordinal);

        Assert.Contains("removed", (await SucceedAsync(s, "cache", "remove", HubScenario.Id)).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(s, "cache", "remove", HubScenario.Id)).ExitCode);
    }

    [Fact]
    public async Task Pull_NothingThere_OneSentence()
    {
        await using var s = await ModelScenario.StartAsync();

        var (exitCode, output, errors) = await RunAsync(s, "pull", "nobody/nothing");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("error: There is no repository nobody/nothing", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    private static string Home(HubScenario s) => Path.Combine(s.Root, "home");

    private static string Out(HubScenario s) => Path.Combine(s.Root, "sounds");

    private async Task<(string Output, string Errors)> SucceedAsync(HubScenario s, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(s, arguments);
        Assert.True(exitCode == 0, errors);
        return (output, errors);
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(HubScenario s, params string[] arguments)
    {
        using var process = new ChildProcess(["tad", .. arguments], [("HF_ENDPOINT", s.Server.Hub.ToString()), ("HF_HOME", Home(s))]);
        var end = await process.EndAsync(_limit.Token);
        TestContext.Current.TestOutputHelper?.WriteLine($"$ tad {string.Join(' ', arguments)}\n{end.Errors}{end.Output}");
        return end;
    }
}
