using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Hub.Tests.Server;

namespace TinyAudioDiffusion.Hub.Tests.Faults;

internal static class RedirectRows
{
    public static FaultRow[] All =>
    [
        new("01 HEAD redirects to the CDN", ToTheCdn),
        new("02 HEAD redirects to the renamed repository", ToTheRenamedRepository),
        new("03 HEAD redirects to the resolve cache with a query", ToTheResolveCache),
        new("04 redirects in a circle", InACircle),
        new("05 redirect to file:", s => Refused(s, "file:///etc/passwd")),
        new("05 redirect from https to http", Unencrypted),
        new("06 protocol-relative redirect", ProtocolRelative),
        new("06 protocol-relative redirect with a backslash", Backslash),
        new("01 through a proxy", ThroughAProxy),
        new("43 endpoint with a path prefix and a trailing slash", PathPrefix),
        new("43 names that need escaping", Escaping),
    ];

    private static async Task ToTheCdn(HubScenario s)
    {
        var file = await s.DownloadAsync();

        Assert.False(file.FromCache);
        s.AssertStored(file);
        s.AssertRef(HubScenario.Commit);
        s.AssertRequests("HEAD hub", "GET cdn");
        Assert.Equal((HubScenario.LargeSize, (string?)null), ((int)s.Server.BodyBytes, s.Server.Seen[1].Authorization));
    }

    private static async Task ThroughAProxy(HubScenario s)
    {
        s.Configure = options =>
        {
            options.Endpoint = new Uri("http://hub.invalid");
            options.Proxy = new System.Net.WebProxy(s.Server.Hub);
        };

        await s.FailsAsync(HubFault.FileNotFound); // the server of the tests is no proxy; that it was asked is what counts
        Assert.Equal("http://hub.invalid/acme/drums/resolve/main/model.bin", Assert.Single(s.Server.Seen).Target);
    }

    private static async Task ToTheRenamedRepository(HubScenario s)
    {
        s.Server.Repositories["other/name"] = s.Server.Repositories[HubScenario.Id];
        s.Server.Script(
            "HEAD", 1, context
                => Redirect(context, 307, context.Request.Path.Value!.Replace("/acme/drums/", "/other/name/", StringComparison.Ordinal)));

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", "HEAD hub", "GET cdn");
        Assert.StartsWith("/other/name/", s.Server.Seen[1].Target, StringComparison.Ordinal);
    }

    private static async Task ToTheResolveCache(HubScenario s)
    {
        var location = $"/acme/drums/resolve/{HubScenario.Commit}/config.yaml?etag=%22abc%22&x=1";
        s.Server.Script("HEAD", 1, context => Redirect(context, 307, location));

        var file = await s.NewClient().DownloadAsync(s.Main, HubScenario.Small);

        Assert.Equal(s.SmallFile.Content, await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(s.SmallFile.Hash, Path.GetFileName(new FileInfo(file.Path).LinkTarget));
        s.AssertRequests("HEAD hub", "HEAD hub", "GET hub");
        Assert.Equal([location, location], s.Server.Seen.Skip(1).Select(request => request.Target));
    }

    private static async Task InACircle(HubScenario s)
    {
        s.Server.Script("HEAD", 100, context => Redirect(context, 307, "/acme/drums/resolve/main/round"));

        await s.FailsAsync(HubFault.InvalidAnswer);
        s.AssertNothingStored();
        Assert.Equal(11, s.Requests.Count); // the first, and ten hops
    }

    private static async Task Refused(HubScenario s, string location)
    {
        s.Server.Script("HEAD", 1, context => Redirect(context, 302, location));

        await s.FailsAsync(HubFault.InvalidAnswer);
        s.AssertNothingStored();
        s.AssertRequests("HEAD hub");
    }

    private static async Task Unencrypted(HubScenario s)
    {
        s.ConfigureServices = services
            => services.AddHttpClient(HubClientNames.Endpoint).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                // the tests' own
                SslOptions = new()
                {
                    RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost",
                },
            });

        await s.FailsAsync(HubFault.InvalidAnswer); // the storage of the tests is without encryption
        s.AssertNothingStored();
        s.AssertRequests("HEAD hub");
    }

    private static async Task ProtocolRelative(HubScenario s)
    {
        s.ChangeHead(("Location", $"//{s.Server.Cdn.Authority}/blobs/{s.LargeFile.Hash}"));

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", "GET cdn");
        Assert.Null(s.Server.Seen[1].Authorization);
    }

    private static async Task Backslash(HubScenario s)
    {
        s.ChangeHead(("Location", $"/\\{s.Server.Cdn.Authority}/blobs/{s.LargeFile.Hash}"));

        // Wherever it leads, the token does not: the invariants say so. Within the Hub there is no such file.
        var outcome = await Record.ExceptionAsync(() => s.DownloadAsync());
        Assert.True(outcome is null or HubException, $"{outcome}");
        Assert.Equal("HEAD hub", s.Requests[0]);
    }

    private static async Task PathPrefix(HubScenario s)
    {
        s.Server.PathPrefix = "/mirror/hf";

        s.AssertStored(await s.DownloadAsync());
        Assert.Equal("/mirror/hf/acme/drums/resolve/main/model.bin", s.Server.Seen[0].Target);
        var listing = await s.NewClient().ListAsync(s.Main);
        Assert.Equal(HubScenario.Commit, listing.Commit);
        Assert.Equal("/mirror/hf/api/models/acme/drums/revision/main?blobs=true", s.Server.Seen[^1].Target);
    }

    private static async Task Escaping(HubScenario s)
    {
        const string Name = "folder/awful?file%you,should never.give";
        s.Server.Repositories[HubScenario.Id].Push("refs/pr/1", HubScenario.Later, (Name, ServedFile.Small("x")));

        var file = await s.NewClient().DownloadAsync(s.Main with { Revision = "refs/pr/1" }, Name);

        Assert.Equal("x", await File.ReadAllTextAsync(file.Path));
        Assert.Equal("../../../blobs/" + ServedFile.Small("x").Hash, new FileInfo(file.Path).LinkTarget);
        Assert.Equal("/acme/drums/resolve/refs%2Fpr%2F1/folder/awful%3Ffile%25you%2Cshould%20never.give", s.Server.Seen[0].Target);
        s.AssertRef(HubScenario.Later, Path.Combine("refs", "pr", "1"));
    }

    private static Task<bool> Redirect(HttpContext context, int status, string location)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.FromResult(true);
    }
}
