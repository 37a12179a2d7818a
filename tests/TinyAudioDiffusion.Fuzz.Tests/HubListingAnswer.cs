using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Hub;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>A server that answers every question of a Hub client with the same bytes.</summary>
internal sealed class HubListingAnswer : HttpMessageHandler
{
    private byte[] _answer = [];

    /// <summary>The reader of what the Hub says that a repository holds.</summary>
    public static FuzzTarget Target()
    {
        var server = new HubListingAnswer();
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore().AddHuggingFaceHub(options =>
        {
            options.CacheFolder = Directory.CreateTempSubdirectory("tad-fuzz-hub-").FullName;
            options.Offline = false;
        });
        services.AddHttpClient("huggingface-hub").ConfigurePrimaryHttpMessageHandler(() => server);
        var hub = services.BuildServiceProvider().GetRequiredService<IHuggingFaceHub>();
        var repository = new HubRepository("acme/drums");
        return new FuzzTarget(
            "hub-listing",
            [
                System.Text.Encoding.UTF8.GetBytes(
                    $$$"""
                    {"sha":"{{{new string('a', 40)}}}","siblings":[{"rfilename":"config.yaml","size":1300},
                    {"rfilename":"drums.ckpt","size":883700,"lfs":{"sha256":"{{{new string('0', 64)}}}","size":883700}}]}
                    """),
            ],
            bytes =>
            {
                server._answer = bytes;
                var listing = hub.ListAsync(repository).GetAwaiter().GetResult();
                listing.FindModel(repository);
            },
            ["\"siblings\":", "\"sha\":", "\"rfilename\":", "../", "\\u0000", "\\ud800", "null", "[]", "{}", "1e999", "\"lfs\":"]);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(_answer), RequestMessage = request });
}
