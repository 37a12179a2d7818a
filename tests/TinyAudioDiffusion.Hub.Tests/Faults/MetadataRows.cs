namespace TinyAudioDiffusion.Hub.Tests.Faults;

internal static class MetadataRows
{
    public static FaultRow[] All =>
    [
        new("07 redirect without a size", WithoutSize),
        new("08 no commit: a captive portal", CaptivePortal),
        new("08 no commit, but in the cache", CaptivePortalButCached),
        new("09 no hash", s => Invalid(s, ("X-Linked-Etag", null))),
        new("09 no hash, but in the cache", WithoutHashButCached),
        new("10 weak hash", s => Accepted(s, $"W/\"{s.LargeFile.Hash}\"")),
        new("10 quoted hash", s => Accepted(s, $"\"{s.LargeFile.Hash}\"")),
        new("10 plain hash", s => Accepted(s, s.LargeFile.Hash)),
        new("11 hash that leads out of its folder", s => Invalid(s, ("X-Linked-Etag", "\"../../../../evil\""))),
        new("11 hash in upper case", s => Invalid(s, ("X-Linked-Etag", s.LargeFile.Hash.ToUpperInvariant()))),
        new("11 commit that leads out of its folder", s => Invalid(s, ("X-Repo-Commit", "../../../evil"))),
        new("31 branch moves between HEAD and GET", BranchMoves),
    ];

    private static async Task WithoutSize(HubScenario s)
    {
        s.ChangeHead(("X-Linked-Size", null), ("Content-Length", "900"));

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", "GET cdn");
    }

    private static async Task CaptivePortal(HubScenario s)
    {
        s.Server.Script("HEAD", 1, context =>
        {
            context.Response.ContentType = "text/html";
            context.Response.Headers.ETag = $"\"{s.LargeFile.Hash}\"";
            return Task.FromResult(true);
        });

        var exception = await s.FailsAsync(HubFault.InvalidAnswer);
        Assert.Contains("captive portal", exception.Message, StringComparison.Ordinal);
        s.AssertNothingStored();
        s.AssertRequests("HEAD hub");
    }

    private static async Task CaptivePortalButCached(HubScenario s)
    {
        await s.DownloadAsync();
        s.Server.ForgetRequests();
        s.ChangeHead(("X-Repo-Commit", null), ("Location", null));

        await FromCacheAsync(s);
    }

    private static async Task WithoutHashButCached(HubScenario s)
    {
        await s.DownloadAsync();
        s.Server.ForgetRequests();
        s.ChangeHead(("X-Linked-Etag", null));

        await FromCacheAsync(s);
    }

    private static async Task FromCacheAsync(HubScenario s)
    {
        var file = await s.DownloadAsync();
        Assert.True(file.FromCache);
        s.AssertStored(file);
        Assert.Equal("HEAD hub", s.Requests[0]);
        Assert.DoesNotContain("GET cdn", s.Requests);
        Assert.Contains(s.Log.Warnings, line => line.Contains("from the cache", StringComparison.Ordinal));
    }

    private static async Task Invalid(HubScenario s, (string, string?) header)
    {
        s.ChangeHead(header);

        await s.FailsAsync(HubFault.InvalidAnswer);
        Assert.False(Directory.Exists(s.CacheFolder), "something was written");
        s.AssertRequests("HEAD hub");
    }

    private static async Task Accepted(HubScenario s, string tag)
    {
        s.ChangeHead(("X-Linked-Etag", tag));

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", "GET cdn");
    }

    private static async Task BranchMoves(HubScenario s)
    {
        s.Server.Script("CDN", 1, _ =>
        {
            s.Server.Repositories[HubScenario.Id].Push("main", HubScenario.Later, (HubScenario.Large, Server.ServedFile.Large(500, 9)));
            return Task.FromResult(false);
        });

        s.AssertStored(await s.DownloadAsync(), HubScenario.Commit);
        s.AssertRef(HubScenario.Commit);
        s.AssertRequests("HEAD hub", "GET cdn");
    }
}
