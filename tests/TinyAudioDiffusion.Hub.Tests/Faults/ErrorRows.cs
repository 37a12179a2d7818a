using TinyAudioDiffusion.Hub.Tests.Server;

namespace TinyAudioDiffusion.Hub.Tests.Faults;

internal static class ErrorRows
{
    public static FaultRow[] All =>
    [
        new("12 no such file", NoSuchFile),
        new("13 no such revision", NoSuchRevision),
        new("13 no such revision any more, although in the cache", RevisionGone),
        new("14 no such repository", s => Once(s, 404, "RepoNotFound", "Repository not found", HubFault.RepositoryNotFound)),
        new("14 bare 401", s => Once(s, 401, null, "", HubFault.RepositoryNotFound)),
        new("14 bare 401, but in the cache", HiddenButCached),
        new("15 gated repository",
            s => Refused(
                s, 403, "GatedRepo", HubScenario.Token, HubFault.GatedRepository, "the access token that was sent has no access yet")),
        new("15 gated repository, no token",
            s => Refused(s, 401, "GatedRepo", null, HubFault.GatedRepository, "set HF_TOKEN; no access token was sent")),
        new("14 hidden repository, no token",
            s => Refused(s, 401, null, null, HubFault.RepositoryNotFound, "no access token was sent: set HF_TOKEN")),
        new("14 hidden repository, token sent",
            s => Refused(
                s, 404, "RepoNotFound", HubScenario.Token, HubFault.RepositoryNotFound, "the access token that was sent gives no access")),
        new("14 a server that is no Hub", NoHub),
        new("16 forbidden, no token", s => Refused(s, 403, null, null, HubFault.AccessDenied, "no access token was sent; set HF_TOKEN")),
        new("16 forbidden, token sent",
            s => Refused(s, 403, null, HubScenario.Token, HubFault.AccessDenied, "the access token that was sent does not allow it")),
        new("16 bad token", BadToken),
        new("16 disabled repository", s => Once(s, 403, null, "Access to this resource is disabled.", HubFault.RepositoryDisabled)),
        new("16 token without the right", s => Once(s, 403, null, "no scope", HubFault.AccessDenied)),
    ];

    private static async Task NoSuchFile(HubScenario s)
    {
        var exception = await s.FailsAsync(HubFault.FileNotFound, path: "absent.bin");

        Assert.Equal("request-1", exception.RequestId);
        Assert.Equal(0, new FileInfo(Path.Combine(s.Repository, ".no_exist", HubScenario.Commit, "absent.bin")).Length);
        s.AssertRef(HubScenario.Commit);
        s.AssertNothingStored();
        s.AssertRequests("HEAD hub");
    }

    private static async Task NoSuchRevision(HubScenario s)
    {
        await s.FailsAsync(HubFault.RevisionNotFound, s.Main with { Revision = "v2" });

        Assert.False(Directory.Exists(s.CacheFolder));
        s.AssertRequests("HEAD hub");
    }

    private static async Task RevisionGone(HubScenario s)
    {
        await s.DownloadAsync();
        s.Server.Repositories[HubScenario.Id].Branches.Clear();
        s.Server.ForgetRequests();

        await s.FailsAsync(HubFault.RevisionNotFound);
        s.AssertRequests("HEAD hub");
        Assert.True(File.Exists(s.Pointer));
    }

    private static async Task NoHub(HubScenario s)
    {
        s.Server.Script("API", 1, context =>
        {
            context.Response.StatusCode = 404;
            return Task.FromResult(true);
        });

        var exception = await Assert.ThrowsAsync<HubException>(() => s.NewClient().ListAsync(s.Main));
        Assert.Equal(HubFault.RepositoryNotFound, exception.Fault);
        Assert.Contains($"does not find {HubScenario.Id}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("HF_ENDPOINT", exception.Message, StringComparison.Ordinal);
        s.AssertRequests("GET hub");
    }

    private static async Task HiddenButCached(HubScenario s)
    {
        await s.DownloadAsync();
        s.Server.ForgetRequests();
        s.Server.Script("HEAD", 1, context => Fail(context.Response, 401, null, ""));

        var file = await s.DownloadAsync();

        Assert.True(file.FromCache);
        s.AssertStored(file);
        s.AssertRequests("HEAD hub");
        Assert.NotEmpty(s.Log.Warnings);
    }

    private static async Task Refused(HubScenario s, int status, string? code, string? token, HubFault fault, string said)
    {
        s.SendsToken = token is not null;
        s.Configure = options => options.Token = token;
        s.Server.Script("HEAD", 1, context => Fail(context.Response, status, code, "Access to model acme/drums is restricted"));

        var exception = await s.FailsAsync(fault);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        if (fault == HubFault.GatedRepository)
            Assert.Contains($"{s.Server.Hub}acme/drums", exception.Message, StringComparison.Ordinal);
        s.AssertNothingStored();
        s.AssertRequests("HEAD hub");
    }

    private static async Task BadToken(HubScenario s)
    {
        s.Server.Script("HEAD", 1, context => Fail(context.Response, 401, null, "Invalid credentials in Authorization header"));

        var exception = await s.FailsAsync(HubFault.InvalidToken);
        Assert.Contains("HF_TOKEN", exception.Message, StringComparison.Ordinal);
        s.AssertNothingStored();
        s.AssertRequests("HEAD hub");
    }

    private static async Task Once(HubScenario s, int status, string? code, string message, HubFault fault)
    {
        s.Server.Script("HEAD", 1, context => Fail(context.Response, status, code, message));

        var exception = await s.FailsAsync(fault);
        Assert.Equal(status, (int?)exception.Status);
        s.AssertNothingStored();
        s.AssertRequests("HEAD hub");
    }

    private static Task<bool> Fail(Microsoft.AspNetCore.Http.HttpResponse response, int status, string? code, string message)
    {
        HubServer.Fail(response, status, code, message);
        return Task.FromResult(true);
    }
}
