using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using TinyAudioDiffusion.Hub;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>What the Hub, or whoever answers in its place, says.</summary>
internal static class HubTargets
{
    private const string HashInGit = "b91fccc5d9515f23e02d647ef832b69b5ce827fc"; // of the file below

    private static readonly string[] _clients = ["huggingface-hub", "huggingface-storage"];
    private static readonly HubRepository _repository = new("acme/drums");
    private static readonly byte[] _file = "length: 64\n"u8.ToArray();

    /// <summary>The list of a repository's files.</summary>
    public static FuzzTarget Listing(IReadOnlyList<string> words)
    {
        var (hub, handler, _) = Client();
        var listing = $$$"""
            {"id":"acme/drums","sha":"{{{new string('a', 40)}}}","siblings":[{"rfilename":"model.ckpt","size":5,"lfs":{"size":5,
            "sha256":"{{{new string('b', 64)}}}","pointerSize":1}},{"rfilename":"config.yaml","size":11},{"rfilename":"a/b.safetensors"}]}
            """;
        return new FuzzTarget("hub-listing", [Encoding.UTF8.GetBytes(listing)], bytes =>
        {
            handler.Body = bytes;
            var found = Wait(hub.ListAsync(_repository));
            if (found.Commit.Length != 40 || found.Files.Any(file => Path.IsPathRooted(file.Path) || file.Path.Split('/').Contains("..")))
                throw new InvalidOperationException($"{found} leads out of the cache.");
            found.FindModel(_repository);
        }, ["siblings", "rfilename", "sha", "lfs", "../", "\\\\", "C:", "a/b", "model.json", ".safetensors.index.json", .. words]);
    }

    /// <summary>The head of an answer for a file, which says what it is and where it lies.</summary>
    public static FuzzTarget Head()
    {
        var (hub, handler, cache) = Client();
        handler.Body = _file;
        var (commit, hash, strong) = (new string('a', 40), HashInGit, Convert.ToHexStringLower(SHA256.HashData(_file)));
        string[] seeds =
        [
            $"200\nX-Repo-Commit: {commit}\nETag: \"{hash}\"\nContent-Length: {_file.Length}",
            $"302\nX-Repo-Commit: {commit}\nX-Linked-Etag: \"{strong}\"\nX-Linked-Size: {_file.Length}\nLocation: https://cdn.test/x?y=1",
            "429\nRetry-After: 10\nX-Error-Message: slow down",
            "403\nX-Error-Code: GatedRepo\nX-Error-Message: ask",
        ];
        return new FuzzTarget("hub-head", [.. seeds.Select(Encoding.ASCII.GetBytes)], bytes =>
        {
            handler.Head = bytes;
            var file = Wait(hub.DownloadAsync(_repository, "config.yaml"));
            if (!file.Path.StartsWith(cache + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InvalidOperationException($"{file.Path} is outside the cache.");
            Directory.Delete(cache, recursive: true);
        }, [
                "200", "302", "307", "404", "416", "503", "ETag: ", "W/\"", "X-Linked-Size: ", "Location: ", "http://", "file:///", "//x",
                "Retry-After: ", "Wed, 21 Oct 2099 07:28:00 GMT", "X-Error-Code: ", "\n", commit, hash, strong,
                "-1", "99999999999999999999",
        ]);
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    // No attempt is repeated, and none waits.
    private static (IHuggingFaceHub Hub, AnsweringHandler Handler, string Cache) Client()
    {
        var (handler, cache) = (new AnsweringHandler(), Path.Combine(Directory.CreateTempSubdirectory("tad-fuzz-hub-").FullName, "hub"));
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore().AddNetworkModels().AddHuggingFaceHub(options =>
            (options.Endpoint, options.CacheFolder, options.Retries, options.LongestWait)
                = (new Uri("https://hub.test"), cache, 0, TimeSpan.FromMilliseconds(1)));
        foreach (var name in _clients)
        {
            services.Configure<HttpClientFactoryOptions>(
                name, options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = handler));
        }

        return (services.BuildServiceProvider().GetRequiredService<IHuggingFaceHub>(), handler, cache);
    }
}
