using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace TinyAudioDiffusion.Hub.Tests.Server;

/// <summary>
/// The Hub and its storage, as two origins on loopback. It does what the real one does until a test scripts something else: scripts are
/// used up one request at a time, by kind ("HEAD", "GET", "API", "CDN"); one that returns false lets the usual answer follow.
/// </summary>
internal sealed class HubServer : IAsyncDisposable
{
    private readonly WebApplication _hub;
    private readonly WebApplication _cdn;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task<bool>>>> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private long _bodyBytes;

    private HubServer(bool https)
    {
        _hub = Create(https, "hub", AnswerAsHubAsync);
        _cdn = Create(false, "cdn", AnswerAsStorageAsync);
    }

    public Dictionary<string, ServedRepository> Repositories { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Stands in front of every path of the Hub.</summary>
    public string PathPrefix { get; set; } = "";

    public Uri Hub { get; private set; } = null!;

    public Uri Cdn { get; private set; } = null!;

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    /// <summary>Bytes of bodies that went out.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    public static async Task<HubServer> StartAsync(bool https = false)
    {
        var server = new HubServer(https);
        await server._hub.StartAsync();
        await server._cdn.StartAsync();
        server.Hub = new Uri(server._hub.Urls.Single());
        server.Cdn = new Uri(server._cdn.Urls.Single());
        return server;
    }

    /// <summary>Scripts the next requests of a kind.</summary>
    public void Script(string kind, int times, Func<HttpContext, Task<bool>> script)
    {
        var queue = _scripts.GetOrAdd(kind, _ => new());
        for (var i = 0; i < times; i++)
            queue.Enqueue(script);
    }

    public void ForgetRequests() => _seen.Clear();

    /// <summary>Sends a part of a file from the storage, as asked for.</summary>
    public async Task SendAsync(HttpContext context, byte[] content, int? stopAfter = null, bool ignoreRange = false)
    {
        var from = 0;
        var to = content.Length;
        var range = ignoreRange ? null : context.Request.GetTypedHeaders().Range?.Ranges.Single();
        if (range is not null)
        {
            from = (int)range.From!.Value;
            to = (int)Math.Min(range.To + 1 ?? content.Length, content.Length);
            if (from >= content.Length)
            {
                context.Response.StatusCode = 416;
                context.Response.Headers.ContentRange = $"bytes */{content.Length}";
                return;
            }

            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{to - 1}/{content.Length}";
        }

        context.Response.ContentLength = to - from;
        var end = Math.Min(to, stopAfter ?? to);
        for (var at = from; at < end; at += 16384)
        {
            var chunk = content.AsMemory(at, Math.Min(16384, end - at));
            Interlocked.Add(ref _bodyBytes, chunk.Length);
            await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    public ServedFile? FileByHash(string hash)
        => Repositories.Values.SelectMany(repository => repository.Commits.Values).SelectMany(files => files.Values)
            .FirstOrDefault(file => file.Hash == hash);

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _cdn.DisposeAsync();
    }

    private WebApplication Create(bool https, string origin, RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (https)
                    listen.UseHttps(SelfSigned());
            });
        });
        var application = builder.Build();
        application.Run(context =>
        {
            _seen.Enqueue(new SeenRequest(
                origin, context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                (string?)context.Request.Headers.Authorization, (string?)context.Request.Headers.Range,
                (string?)context.Request.Headers.AcceptEncoding));
            return answer(context);
        });
        return application;
    }

    private async Task AnswerAsHubAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith(PathPrefix + "/", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var parts = target[PathPrefix.Length..].Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(Uri.UnescapeDataString).ToArray();
        var isApi = parts[0] == "api";
        if (await RunScriptAsync(isApi ? "API" : context.Request.Method, context))
            return;
        if (isApi)
            await AnswerListingAsync(context, $"{parts[2]}/{parts[3]}", parts[5]);
        else
            await AnswerResolveAsync(context, $"{parts[0]}/{parts[1]}", parts[3], string.Join('/', parts[4..]));
    }

    private async Task AnswerListingAsync(HttpContext context, string id, string revision)
    {
        var (repository, commit) = Find(context, id, revision);
        if (repository is null)
            return;
        await context.Response.WriteAsJsonAsync(new
        {
            id,
            sha = commit,
            siblings = repository.Commits[commit].Select(item => new
            {
                rfilename = item.Key,
                size = item.Value.Content.Length,
                lfs = item.Value.IsLarge ? new { size = item.Value.Content.Length, sha256 = item.Value.Hash } : null,
            }),
        }, JsonSerializerOptions.Web);
    }

    private async Task AnswerResolveAsync(HttpContext context, string id, string revision, string path)
    {
        var (repository, commit) = Find(context, id, revision);
        if (repository is null)
            return;
        var response = context.Response;
        response.Headers["X-Repo-Commit"] = commit;
        if (!repository.Commits[commit].TryGetValue(path, out var file))
        {
            Fail(response, 404, "EntryNotFound", "Entry not found");
            return;
        }

        if (file.IsLarge)
        {
            response.StatusCode = 302;
            response.Headers.Location = $"{Cdn}blobs/{file.Hash}?Signature=secret-signature&Expires=1";
            response.Headers["X-Linked-Etag"] = $"\"{file.Hash}\"";
            response.Headers["X-Linked-Size"] = $"{file.Content.Length}";
            response.Headers.ETag = "\"a-tag-of-the-redirect\"";
            response.ContentLength = 900; // the redirect's own length, which means nothing
            if (!HttpMethods.IsHead(context.Request.Method))
                await response.Body.WriteAsync(new byte[900]);
            return;
        }

        response.Headers.ETag = $"\"{file.Hash}\"";
        if (HttpMethods.IsHead(context.Request.Method))
            response.ContentLength = file.Content.Length;
        else
            await SendAsync(context, file.Content);
    }

    private async Task AnswerAsStorageAsync(HttpContext context)
    {
        if (await RunScriptAsync("CDN", context))
            return;
        if (FileByHash(context.Request.Path.Value!.Split('/')[^1]) is { } file)
            await SendAsync(context, file.Content);
        else
            context.Response.StatusCode = 404;
    }

    private (ServedRepository? Repository, string Commit) Find(HttpContext context, string id, string revision)
    {
        if (!Repositories.TryGetValue(id, out var repository))
            Fail(context.Response, 404, "RepoNotFound", "Repository not found");
        else if (repository.CommitOf(revision) is { } commit)
            return (repository, commit);
        else
            Fail(context.Response, 404, "RevisionNotFound", "Invalid rev id");
        return default;
    }

    private async Task<bool> RunScriptAsync(string kind, HttpContext context)
        => _scripts.TryGetValue(kind, out var queue) && queue.TryDequeue(out var script) && await script(context);

    public static void Fail(HttpResponse response, int status, string? code, string message)
    {
        response.StatusCode = status;
        if (code is not null)
            response.Headers["X-Error-Code"] = code;
        response.Headers["X-Error-Message"] = message;
        response.Headers["X-Request-Id"] = "request-1";
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }
}
