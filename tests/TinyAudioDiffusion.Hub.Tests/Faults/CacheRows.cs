namespace TinyAudioDiffusion.Hub.Tests.Faults;

internal static class CacheRows
{
    public static FaultRow[] All =>
    [
        new("32 two clients, same file", TwoClients),
        new("32 two clients, and the lock does not work", BrokenLock),
        new("33 died in mid-download: the next run resumes", Died),
        new("34 partial file of another client", ForeignPartial),
        new("35 offline, in the cache", OfflineCached),
        new("35 offline, not in the cache", OfflineNotCached),
        new("36 network down, branch in the cache", NetworkDown),
        new("36 network down, commit in the cache", CommitNeedsNoNetwork),
        new("37 cache that cannot be written, file present", ReadOnlyPresent),
        new("37 cache that cannot be written, file absent", ReadOnlyAbsent),
        new("38 no symbolic links", NoLinks),
        new("38 no symbolic links, and the blob is there", NoLinksButABlob),
        new("39 link to nothing", s => Broken(s, pointer => File.CreateSymbolicLink(pointer, "../../blobs/nothing"))),
        new("39 empty file", s => Broken(s, pointer => File.WriteAllBytes(pointer, []))),
        new("40 disk too small", TooSmall),
        new("40 disk full while writing", Full),
        new("45 ref with a newline", RefWithNewline),
        new("45 ref with garbage", RefWithGarbage),
    ];

    private static async Task TwoClients(HubScenario s)
    {
        var files = await Task.WhenAll(s.DownloadAsync(), s.DownloadAsync());

        Assert.Equal(files[0].Path, files[1].Path);
        s.AssertStored(files[0]);
        Assert.Equal(["GET cdn"], s.Requests.Where(request => request.Contains("cdn", StringComparison.Ordinal)));
    }

    // Where locks lie, another process may hold the partial file itself.
    private static async Task BrokenLock(HubScenario s)
    {
        s.PlantPartial([]);
        await using (new FileStream(s.Partial, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(s.LargeFile.Content, await File.ReadAllBytesAsync((await s.DownloadAsync()).Path));
        s.AssertRequests("HEAD hub", "GET cdn");
        Assert.Equal([s.Blob, s.Partial], Directory.GetFiles(Path.GetDirectoryName(s.Blob)!).Order(StringComparer.Ordinal));
    }

    private static async Task Died(HubScenario s)
    {
        // What a killed process leaves: a part, and a lock file that nobody holds. ProcessTests does it with a real one.
        s.PlantPartial(s.LargeFile.Content[..50_000]);
        var path = Path.Combine(s.CacheFolder, ".locks", "models--acme--drums", s.LargeFile.Hash + ".lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, []);

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", "GET cdn bytes=50000-");
    }

    private static async Task ForeignPartial(HubScenario s)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(s.Blob)!);
        string[] foreign = [s.Blob + ".0123abcd.incomplete", s.Blob + ".incomplete"];
        foreach (var path in foreign)
            await File.WriteAllTextAsync(path, "another client's");

        var file = await s.DownloadAsync();

        Assert.Equal(s.LargeFile.Content, await File.ReadAllBytesAsync(file.Path));
        Assert.All(foreign, path => Assert.Equal("another client's", File.ReadAllText(path)));
        s.AssertRequests("HEAD hub", "GET cdn");
    }

    private static async Task OfflineCached(HubScenario s)
    {
        await s.DownloadAsync();
        s.Server.ForgetRequests();
        s.Configure = options => options.Offline = true;

        var file = await s.DownloadAsync();

        Assert.True(file.FromCache);
        s.AssertStored(file);
        s.AssertRequests();
    }

    private static async Task OfflineNotCached(HubScenario s)
    {
        s.Configure = options => options.Offline = true;

        await s.FailsAsync(HubFault.Offline);
        Assert.False(Directory.Exists(s.CacheFolder));
        s.AssertRequests();
    }

    private static async Task NetworkDown(HubScenario s)
    {
        await s.DownloadAsync();
        var requests = s.Requests.Count;
        s.Configure = options => options.Endpoint = new Uri("http://127.0.0.1:1"); // nothing listens there

        var file = await s.DownloadAsync();

        Assert.True(file.FromCache);
        s.AssertStored(file);
        Assert.Equal(requests, s.Requests.Count);
        Assert.Empty(s.Time.Waits);
        Assert.Contains(s.Log.Warnings, line => line.Contains(HubScenario.Commit, StringComparison.Ordinal));
    }

    private static async Task CommitNeedsNoNetwork(HubScenario s)
    {
        await s.DownloadAsync();
        s.Server.ForgetRequests();

        s.AssertStored(await s.NewClient().DownloadAsync(s.AtCommit, HubScenario.Large));
        s.AssertRequests();
        Assert.Empty(s.Log.Warnings);
    }

    private static async Task ReadOnlyPresent(HubScenario s)
    {
        await s.DownloadAsync();
        s.Server.ForgetRequests();
        // Where a folder is wanted there is a file: nothing can be noted, not even by an administrator.
        Directory.Delete(Path.Combine(s.Repository, "refs"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(s.Repository, "refs"), "");
        Directory.Delete(Path.Combine(s.CacheFolder, ".locks"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(s.CacheFolder, ".locks"), "");

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub");
    }

    private static async Task ReadOnlyAbsent(HubScenario s)
    {
        await File.WriteAllTextAsync(Path.Combine(s.Root, "file"), "");
        s.CacheFolder = Path.Combine(s.Root, "file", "hub");

        var exception = await s.FailsAsync(HubFault.CacheUnusable);
        Assert.Contains("HF_HUB_CACHE", exception.Message, StringComparison.Ordinal);
        s.AssertRequests("HEAD hub");
    }

    private static async Task NoLinks(HubScenario s)
    {
        s.Configure = options => options.DisableSymlinks = true;

        var file = await s.DownloadAsync();
        var again = await s.DownloadAsync();

        Assert.Null(new FileInfo(file.Path).LinkTarget);
        Assert.Equal(s.LargeFile.Content, await File.ReadAllBytesAsync(file.Path));
        Assert.Empty(Directory.GetFiles(Path.Combine(s.Repository, "blobs")));
        Assert.True(again.FromCache);
        s.AssertRequests("HEAD hub", "GET cdn", "HEAD hub");
    }

    private static async Task NoLinksButABlob(HubScenario s)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(s.Blob)!);
        await File.WriteAllBytesAsync(s.Blob, s.LargeFile.Content);
        s.Configure = options => options.DisableSymlinks = true;

        var file = await s.DownloadAsync();

        Assert.Null(new FileInfo(file.Path).LinkTarget);
        Assert.Equal(s.LargeFile.Content, await File.ReadAllBytesAsync(file.Path));
        Assert.True(File.Exists(s.Blob));
        s.AssertRequests("HEAD hub");
    }

    private static async Task Broken(HubScenario s, Action<string> plant)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(s.Pointer)!);
        plant(s.Pointer);

        s.AssertStored(await s.NewClient().DownloadAsync(s.AtCommit, HubScenario.Large));
        s.AssertRequests("HEAD hub", "GET cdn");
    }

    private static async Task TooSmall(HubScenario s)
    {
        s.Environment = new HubEnvironment
        {
            Variable = _ => null,
            HomeFolder = "/nonexistent",
            FreeBytes = _ => HubScenario.LargeSize - 1
        };

        var exception = await s.FailsAsync(HubFault.DiskFull);
        Assert.Contains("199,999", exception.Message, StringComparison.Ordinal);
        s.AssertNothingStored(partial: true);
        s.AssertRequests("HEAD hub");
    }

    private static async Task Full(HubScenario s)
    {
        if (!File.Exists("/dev/full"))
            return; // only Linux has a disk that is always full
        Directory.CreateDirectory(Path.GetDirectoryName(s.Partial)!);
        File.CreateSymbolicLink(s.Partial, "/dev/full");

        await s.FailsAsync(HubFault.DiskFull);
        Assert.False(File.Exists(s.Blob));
        Assert.Empty(s.Time.Waits);
        s.AssertRequests("HEAD hub", "GET cdn");
    }

    private static async Task RefWithNewline(HubScenario s)
    {
        await s.DownloadAsync();
        await File.WriteAllTextAsync(Path.Combine(s.Repository, "refs", "main"), HubScenario.Commit + "\n");
        s.Server.ForgetRequests();
        s.Configure = options => options.Offline = true;

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests();
    }

    private static async Task RefWithGarbage(HubScenario s)
    {
        await s.DownloadAsync();
        await File.WriteAllTextAsync(Path.Combine(s.Repository, "refs", "main"), "../../evil");
        s.Server.ForgetRequests();
        s.Configure = options => options.Offline = true;

        await s.FailsAsync(HubFault.Offline);
        s.AssertRequests();
    }
}
