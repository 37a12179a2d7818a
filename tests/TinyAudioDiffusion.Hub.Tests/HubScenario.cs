using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.Hub.Tests.Server;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Tests;

/// <summary>
/// A server, an empty cache and a client with a clock of its own. The repository acme/drums holds a large and a small file.
/// </summary>
internal sealed class HubScenario : IAsyncDisposable
{
    public const string Token = "hf_never_to_be_seen";
    public const string Id = "acme/drums";
    public const string Large = "model.bin";
    public const string Small = "config.yaml";
    public const int LargeSize = 200_000;

    public static readonly string Commit = new('a', 40);
    public static readonly string Later = new('b', 40);

    private readonly List<ServiceProvider> _providers = [];

    private HubScenario(HubServer server)
    {
        Server = server;
        Root = Directory.CreateTempSubdirectory("hub-tests-").FullName;
        CacheFolder = Path.Combine(Root, "hub");
        Server.Repositories[Id] = new ServedRepository().Push("main", Commit, (Large, LargeFile), (Small, SmallFile));
        Configure = _ => { };
    }

    public HubServer Server { get; }

    public string Root { get; }

    public string CacheFolder { get; set; }

    public ServedFile LargeFile { get; } = ServedFile.Large(LargeSize);

    public ServedFile SmallFile { get; } = ServedFile.Small("length: 64\n");

    public ScriptedTime Time { get; } = new();

    public LogRecorder Log { get; } = new();

    /// <summary>What each new client is told beyond where the server and the cache are.</summary>
    public Action<HuggingFaceHubOptions> Configure { get; set; }

    /// <summary>Whether the clients have a token.</summary>
    public bool SendsToken { get; set; } = true;

    public Action<IServiceCollection>? ConfigureServices { get; set; }

    public HubEnvironment Environment { get; set; } = new() { Variable = _ => null, HomeFolder = "/nonexistent", FreeBytes = _ => null };

    public HubRepository Main { get; } = new(Id);

    public HubRepository AtCommit { get; } = new(Id, Commit);

    public string Repository => Path.Combine(CacheFolder, "models--acme--drums");

    public string Blob => Path.Combine(Repository, "blobs", LargeFile.Hash);

    public string Partial => Blob + ".net.incomplete";

    public string Pointer => Path.Combine(Repository, "snapshots", Commit, Large);

    /// <summary>The requests so far, in short.</summary>
    public IReadOnlyList<string> Requests => [.. Server.Seen.Select(request => request.ToString())];

    public static async Task<HubScenario> StartAsync(bool https = false) => new(await HubServer.StartAsync(https));

    /// <summary>Makes a client, as another process with the same cache would have it.</summary>
    public ServiceProvider NewProvider()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(Environment);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddTinyAudioDiffusion().AddHuggingFaceHub(options =>
        {
            options.Endpoint = new Uri(Server.Hub, Server.PathPrefix + "/");
            options.CacheFolder = CacheFolder;
            options.WeightsOnlyFolder = Path.Combine(Root, "weights-only");
            options.Token = Token;
            options.RetryJitter = 0;
            options.MetadataTimeout = options.DownloadTimeout = ScriptedTime.Patience;
            Configure(options);
        });
        ConfigureServices?.Invoke(services);
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider;
    }

    public IHuggingFaceHub NewClient() => NewProvider().GetRequiredService<IHuggingFaceHub>();

    /// <summary>Downloads the large file of the main branch.</summary>
    public Task<HubFile> DownloadAsync(IProgress<ModelFetchProgress>? progress = null, CancellationToken cancellationToken = default)
        => NewClient().DownloadAsync(Main, Large, progress, cancellationToken);

    public async Task<HubException> FailsAsync(HubFault fault, HubRepository? repository = null, string path = Large)
    {
        var exception = await Assert.ThrowsAsync<HubException>(() => NewClient().DownloadAsync(repository ?? Main, path));
        Assert.Equal(fault, exception.Fault);
        return exception;
    }

    /// <summary>The large file lies in the cache as every client of the Hub would put it there, and nothing is left over.</summary>
    public void AssertStored(HubFile file, string? commit = null)
    {
        var pointer = Path.Combine(Repository, "snapshots", commit ?? Commit, Large);
        Assert.Equal(pointer, file.Path);
        Assert.Equal($"../../blobs/{LargeFile.Hash}", new FileInfo(pointer).LinkTarget);
        Assert.Equal(LargeFile.Content, File.ReadAllBytes(pointer));
        Assert.Equal([Blob], Directory.GetFiles(Path.Combine(Repository, "blobs")));
    }

    public void AssertRef(string expected, string revision = "main")
        => Assert.Equal(expected, File.ReadAllText(Path.Combine(Repository, "refs", revision)));

    /// <summary>No content and no name for it in the cache.</summary>
    public void AssertNothingStored(bool partial = false)
    {
        var blobs = Path.Combine(Repository, "blobs");
        Assert.Equal(partial ? [Partial] : [], Directory.Exists(blobs) ? Directory.GetFiles(blobs) : []);
        Assert.False(Directory.Exists(Path.Combine(Repository, "snapshots")));
    }

    public void AssertRequests(params string[] expected) => Assert.Equal(expected, Requests);

    public void PlantPartial(byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Partial)!);
        File.WriteAllBytes(Partial, content);
    }

    /// <summary>Answers every HEAD request as the Hub does for the large file, with some headers changed; null removes one.</summary>
    public void ChangeHead(params (string Name, string? Value)[] changes)
        => Server.Script("HEAD", 50, context =>
        {
            var headers = context.Response.Headers;
            context.Response.StatusCode = 302;
            headers["X-Repo-Commit"] = Commit;
            headers["X-Linked-Etag"] = $"\"{LargeFile.Hash}\"";
            headers["X-Linked-Size"] = $"{LargeSize}";
            headers.Location = $"{Server.Cdn}blobs/{LargeFile.Hash}";
            foreach (var (name, value) in changes)
            {
                if (value is null)
                    headers.Remove(name);
                else
                    headers[name] = value;
            }

            return Task.FromResult(true);
        });

    /// <summary>
    /// What must hold whatever happened: the token stays at home, nothing secret is logged, blobs are what their names say, locks are free.
    /// </summary>
    public void AssertInvariants()
    {
        Assert.All(
            Server.Seen, request => Assert.Equal(request.Origin == "hub" && SendsToken ? "Bearer " + Token : null, request.Authorization));
        Assert.All(Server.Seen, request => Assert.Equal("identity", request.AcceptEncoding));
        Assert.DoesNotContain(
            Log.Lines, line
                => line.Contains(Token, StringComparison.Ordinal) || line.Contains("secret-signature", StringComparison.Ordinal));
        if (!Directory.Exists(CacheFolder))
            return;
        foreach (var blob in Directory.GetFiles(CacheFolder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path).Length is 40 or 64))
            Assert.Equal(Path.GetFileName(blob), new ServedFile(File.ReadAllBytes(blob), Path.GetFileName(blob).Length == 64).Hash);
        foreach (var path in Directory.GetFiles(CacheFolder, "*.lock", SearchOption.AllDirectories))
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        Assert.DoesNotContain(
            Directory.GetFileSystemEntries(CacheFolder, "*", SearchOption.AllDirectories), path
                => path.EndsWith(".tmp", StringComparison.Ordinal) || path.EndsWith(".link", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
