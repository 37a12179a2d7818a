using Microsoft.AspNetCore.Http;
using TinyAudioDiffusion.Hub.Tests.Server;

namespace TinyAudioDiffusion.Hub.Tests.Faults;

internal static class StorageRows
{
    private const int Part = 80_000;

    public static FaultRow[] All =>
    [
        new("30 signature expired in mid-download", Expired),
        new("30 signature expired, and the file is another one", ExpiredAndChanged),
        new("30 signature that never works", NeverWorks),
        new("42 cancelled while asking", CancelledWhileAsking),
        new("42 cancelled in mid-download", CancelledInMidDownload),
        new("42 cancelled while waiting for the lock", CancelledAtTheLock),
        new("42 cancelled before anything", CancelledBefore),
    ];

    private static async Task Expired(HubScenario s)
    {
        s.PlantPartial(s.LargeFile.Content[..Part]);
        s.Server.Script("CDN", 1, Forbidden);

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", $"GET cdn bytes={Part}-", "HEAD hub", $"GET cdn bytes={Part}-");
    }

    private static async Task ExpiredAndChanged(HubScenario s)
    {
        var other = ServedFile.Large(5000, 3);
        s.PlantPartial(s.LargeFile.Content[..Part]);
        s.Server.Script("CDN", 1, context =>
        {
            s.Server.Repositories[HubScenario.Id].Push("main", HubScenario.Later, (HubScenario.Large, other));
            return Forbidden(context);
        });

        var file = await s.DownloadAsync();

        Assert.Equal(HubScenario.Later, file.Commit);
        Assert.Equal(other.Content, await File.ReadAllBytesAsync(file.Path));
        s.AssertRequests("HEAD hub", $"GET cdn bytes={Part}-", "HEAD hub", "GET cdn");
        Assert.False(File.Exists(s.Blob));
    }

    private static async Task NeverWorks(HubScenario s)
    {
        s.Server.Script("CDN", 100, Forbidden);

        await s.FailsAsync(HubFault.AccessDenied);
        Assert.Equal(4, s.Requests.Count(request => request == "GET cdn"));
        Assert.False(File.Exists(s.Blob));
    }

    private static async Task CancelledWhileAsking(HubScenario s)
    {
        using var source = new CancellationTokenSource();
        s.Server.Script("HEAD", 1, async context =>
        {
            await source.CancelAsync();
            await Aborted(context);
            return true;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => s.DownloadAsync(cancellationToken: source.Token));
        s.AssertNothingStored();
        s.AssertRequests("HEAD hub");
    }

    private static async Task CancelledInMidDownload(HubScenario s)
    {
        using var source = new CancellationTokenSource();
        var (gate, progress) = BodyRows.Gate(Part);
        s.Server.Script("CDN", 1, async context =>
        {
            await s.Server.SendAsync(context, s.LargeFile.Content, stopAfter: Part);
            await gate.Task;
            await source.CancelAsync();
            await Aborted(context);
            return true;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => s.DownloadAsync(progress, source.Token));
        s.AssertNothingStored(partial: true);
        Assert.Equal(Part, new FileInfo(s.Partial).Length);
        s.AssertInvariants();

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", "GET cdn", "HEAD hub", $"GET cdn bytes={Part}-");
    }

    private static async Task CancelledAtTheLock(HubScenario s)
    {
        using var source = new CancellationTokenSource();
        var path = Path.Combine(s.CacheFolder, ".locks", "models--acme--drums", s.LargeFile.Hash + ".lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var download = s.DownloadAsync(cancellationToken: source.Token);
            while (s.Requests.Count == 0)
                await Task.Yield();
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
        }

        s.AssertNothingStored();
        s.AssertStored(await s.DownloadAsync());
        Assert.Equal(1, s.Requests.Count(request => request == "GET cdn"));
    }

    private static async Task CancelledBefore(HubScenario s)
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => s.DownloadAsync(cancellationToken: new CancellationToken(true)));
        Assert.False(Directory.Exists(s.CacheFolder));
        s.AssertRequests();
    }

    private static Task<bool> Forbidden(HttpContext context)
    {
        context.Response.StatusCode = 403;
        return Task.FromResult(true);
    }

    private static Task Aborted(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    }
}
