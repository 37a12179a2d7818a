using System.Globalization;
using TinyAudioDiffusion.Hub.Tests.Server;

namespace TinyAudioDiffusion.Hub.Tests.Processes;

/// <summary>Rows 32 and 33 of the fault matrix with real processes: two at once, and one that is killed.</summary>
public sealed class ProcessTests : IDisposable
{
    private const int Size = 2_000_000;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(10));

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task TwoProcesses_SameFile_OneDownload()
    {
        await using var scenario = await LargerScenarioAsync();
        var hash = Push(scenario);
        using var first = Child(scenario);
        using var second = Child(scenario);

        var paths = await Task.WhenAll(DoneAsync(first), DoneAsync(second));

        Assert.Equal(paths[0], paths[1]);
        Assert.Equal(hash, new ServedFile(await File.ReadAllBytesAsync(paths[0]), true).Hash);
        Assert.Single(scenario.Server.Seen, request => request.Origin == "cdn");
        Assert.Equal(Size, scenario.Server.BodyBytes);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"two processes: {scenario.Server.Seen.Count(request => request.Origin == "cdn")} download, "
                + $"{scenario.Server.BodyBytes} bytes sent");
    }

    [Fact]
    public async Task KilledInMidDownload_NextRunGoesOn()
    {
        await using var scenario = await LargerScenarioAsync();
        var hash = Push(scenario);
        var gone = new TaskCompletionSource();
        scenario.Server.Script("CDN", 1, async context =>
        {
            context.RequestAborted.Register(gone.SetResult);
            await scenario.Server.SendAsync(context, scenario.Server.FileByHash(hash)!.Content, stopAfter: Size * 2 / 5);
            await gone.Task;
            return true;
        });

        using (var killed = Child(scenario))
        {
            await killed.ReadUntilAsync(line => line == $"BYTES {Size * 2 / 5}", _limit.Token);
            await killed.KillAsync(_limit.Token);
        }

        await gone.Task.WaitAsync(_limit.Token);
        var partial = Directory.GetFiles(Path.Combine(scenario.Repository, "blobs")).Single();
        Assert.EndsWith(".net.incomplete", partial, StringComparison.Ordinal);
        Assert.Equal(Size * 2 / 5, new FileInfo(partial).Length);
        scenario.Server.ForgetRequests();
        using var next = Child(scenario);
        var path = await DoneAsync(next);

        Assert.Equal(hash, new ServedFile(await File.ReadAllBytesAsync(path), true).Hash);
        Assert.Equal(["HEAD hub", string.Create(CultureInfo.InvariantCulture, $"GET cdn bytes={Size * 2 / 5}-")], scenario.Requests);
        Assert.Equal([Path.Combine(scenario.Repository, "blobs", hash)], Directory.GetFiles(Path.Combine(scenario.Repository, "blobs")));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"killed at {Size * 2 / 5} of {Size} bytes; the next run asked for {scenario.Requests[^1]}");
    }

    private static async Task<HubScenario> LargerScenarioAsync() => await HubScenario.StartAsync();

    private static string Push(HubScenario scenario)
    {
        var file = ServedFile.Large(Size, seed: 7);
        scenario.Server.Repositories[HubScenario.Id] = new ServedRepository().Push("main", HubScenario.Commit, (HubScenario.Large, file));
        return file.Hash;
    }

    private static ChildProcess Child(HubScenario scenario) => new("download", scenario.Server.Hub.ToString(), scenario.CacheFolder);

    private async Task<string> DoneAsync(ChildProcess child)
        => (await child.ReadUntilAsync(line => line.StartsWith("DONE ", StringComparison.Ordinal), _limit.Token))["DONE ".Length..];
}
